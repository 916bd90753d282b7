'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useRefresh } from '#components/notifications/shared/collection.ts'
import { ConfirmButton } from '#components/notifications/shared/confirm-button.tsx'
import { Loaded } from '#components/notifications/shared/loaded.tsx'
import { api } from '#components/query/api.ts'
import { write } from '#components/sessions/write-api.ts'
import { Field, inputClass } from '#components/settings/field.tsx'
import { NotStored, SettingsHeading } from '#components/settings/page-parts.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { StatusWord } from '#components/ui/band.tsx'
import { Button } from '#components/ui/button.tsx'
import { okSchema } from '#lib/access/contract.ts'
import { madeInviteSchema, type Viewers, viewersSchema } from '#lib/access/invitations/contract.ts'

const path = '/api/v1/viewers'

/** Who at the customer reads this status page. Its owner invites and ends viewers; more is the operations team's. */
export function ViewersPage({ ownId }: { ownId: string }) {
  const list = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api(path, viewersSchema, { signal }),
    refetchInterval: 30_000,
  })
  return (
    <div className="flex flex-col gap-6">
      <SettingsHeading
        about="Who of your organisation may read your status page. You invite viewers; other owners are made by your operations team."
        title="People"
      />
      <InviteViewer />
      <Loaded query={list}>
        {({ viewers, invitations }) => (
          <>
            {invitations.length > 0 && <Invited invitations={invitations} />}
            <ul aria-label="People" className="flex flex-col gap-2">
              {viewers.map((one) => (
                <Viewer isSelf={one.memberId === ownId} key={one.memberId} one={one} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </div>
  )
}

function InviteViewer() {
  const [email, setEmail] = useState('')
  const refresh = useRefresh()
  const send = useMutation({
    mutationFn: () => write('POST', `${path}/invitations`, madeInviteSchema, { email }),
    onSuccess: () => {
      setEmail('')
      return refresh(path)
    },
  })
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate()
      }}
    >
      <Field className="min-w-60 flex-1" label="Invite a viewer by e-mail">
        <input
          autoComplete="off"
          className={inputClass}
          maxLength={254}
          onChange={(event) => setEmail(event.currentTarget.value)}
          required
          type="email"
          value={email}
        />
      </Field>
      <Button disabled={send.isPending} look="primary" type="submit">
        {send.isPending ? 'Inviting …' : 'Invite'}
      </Button>
      <div className="w-full">
        <NotStored problem={send.error} />
        {send.isSuccess && (
          <p className="text-text-2 text-ui" role="status">
            ✓ The invitation is on its way. Its link works once, for seven days.
          </p>
        )}
      </div>
    </form>
  )
}

function Invited({ invitations }: { invitations: Viewers['invitations'] }) {
  const refresh = useRefresh()
  const revoke = useMutation({
    mutationFn: (inviteId: string) => write('POST', `${path}/invitations/${inviteId}/revoke`, okSchema),
    onSuccess: () => refresh(path),
  })
  return (
    <ul aria-label="Invited" className="flex flex-col gap-2">
      {invitations.map(({ inviteId, email, expiresAt }) => (
        <li
          className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-border border-dashed bg-surface p-3"
          key={inviteId}
        >
          <span className="min-w-0 [overflow-wrap:anywhere]">{email}</span>
          <span className="text-text-2 text-ui">
            invited, until <AbsoluteTime at={expiresAt} show="moment" />
          </span>
          <Button
            className="ml-auto"
            disabled={revoke.isPending}
            look="bare"
            onClick={() => revoke.mutate(inviteId)}
          >
            Take back
          </Button>
        </li>
      ))}
      <NotStored problem={revoke.error} />
    </ul>
  )
}

function Viewer({ one, isSelf }: { one: Viewers['viewers'][number]; isSelf: boolean }) {
  const refresh = useRefresh()
  const end = useMutation({
    mutationFn: () => write('POST', `${path}/${one.memberId}/disable`, okSchema),
    onSuccess: () => refresh(path),
  })
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-border bg-surface p-3">
      <span className="min-w-0 font-medium [overflow-wrap:anywhere]">
        {one.name}
        {isSelf && <span className="font-normal text-text-2"> (you)</span>}
      </span>
      <span className="min-w-0 text-text-2 text-ui [overflow-wrap:anywhere]">{one.email}</span>
      <span className="text-text-2 text-ui">{one.role === 'owner' ? 'Owner' : 'Viewer'}</span>
      {one.disabledAt !== null && <StatusWord size={14} token="unk" word="Ended" />}
      {one.role === 'customer' && one.disabledAt === null && (
        <span className="ml-auto">
          <ConfirmButton
            confirm="End their access"
            disabled={end.isPending}
            label="End access"
            onConfirm={() => end.mutate()}
            title={`End the access of ${one.name}?`}
          >
            They are signed out at once. Your operations team can let them in again.
          </ConfirmButton>
        </span>
      )}
      <NotStored problem={end.error} />
    </li>
  )
}
