'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useRefresh } from '#components/notifications/shared/collection.ts'
import { ConfirmButton } from '#components/notifications/shared/confirm-button.tsx'
import { write } from '#components/sessions/write-api.ts'
import { NotStored } from '#components/settings/page-parts.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { StatusWord } from '#components/ui/band.tsx'
import { Button } from '#components/ui/button.tsx'
import { type MemberView, okSchema } from '#lib/access/contract.ts'
import { roleWords } from '#lib/access/role-words.ts'
import { members } from '../collections.ts'
import { type Place, PlaceFields } from '../place-fields.tsx'
import { useCustomerNames } from '../use-customer-names.ts'

/** One person: what they may do, for whom, and whether they are in. */
export function MemberRow({ one, isSelf }: { one: MemberView; isSelf: boolean }) {
  const [isChanging, setChanging] = useState(false)
  const names = useCustomerNames(one.customerIds)
  return (
    <li className="flex flex-col gap-2 rounded-lg border border-border bg-surface p-3 sm:p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">
          {one.name}
          {isSelf && <span className="font-normal text-text-2"> (you)</span>}
        </span>
        <span className="min-w-0 text-text-2 text-ui [overflow-wrap:anywhere]">{one.email}</span>
        {one.disabledAt !== null && <StatusWord size={14} token="unk" word="Disabled" />}
      </div>
      <p className="text-text-2 text-ui">
        <span className="text-text">{roleWords[one.role].name}</span> ·{' '}
        {one.role === 'admin' ? 'all customers' : names || 'no customer'} · since{' '}
        <AbsoluteTime at={one.createdAt} show="moment" />
      </p>
      {isChanging ? (
        <ChangeForm one={one} onClose={() => setChanging(false)} />
      ) : (
        <Acts isSelf={isSelf} one={one} onChange={() => setChanging(true)} />
      )}
    </li>
  )
}

function Acts({ one, isSelf, onChange }: { one: MemberView; isSelf: boolean; onChange: () => void }) {
  const refresh = useRefresh()
  const act = useMutation({
    mutationFn: (what: 'disable' | 'enable') => write('POST', `${members.path}/${one.id}/${what}`, okSchema),
    onSuccess: () => refresh(members.path),
  })
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button onClick={onChange}>Role and customers</Button>
      {one.disabledAt !== null ? (
        <Button disabled={act.isPending} onClick={() => act.mutate('enable')}>
          Let in again
        </Button>
      ) : (
        !isSelf && (
          <ConfirmButton
            confirm="Disable"
            label="Disable"
            onConfirm={() => act.mutate('disable')}
            title={`Disable ${one.name}?`}
          >
            They are signed out everywhere at once, and their tokens and links stop working. What they did
            stays on record.
          </ConfirmButton>
        )
      )}
      <NotStored problem={act.error} />
    </div>
  )
}

function ChangeForm({ one, onClose }: { one: MemberView; onClose: () => void }) {
  const [place, setPlace] = useState<Place>({ role: one.role, customerIds: one.customerIds })
  const refresh = useRefresh()
  const change = useMutation({
    mutationFn: () => write('PATCH', `${members.path}/${one.id}`, okSchema, place),
    onSuccess: async () => {
      await refresh(members.path)
      onClose()
    },
  })
  return (
    <form
      className="flex max-w-xl flex-col gap-4 border-border border-t pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate()
      }}
    >
      <PlaceFields onChange={setPlace} place={place} />
      <p className="text-text-3 text-xs">It counts at once: {one.name} is signed out and signs in anew.</p>
      <NotStored problem={change.error} />
      <div className="flex gap-2">
        <Button disabled={change.isPending} look="primary" type="submit">
          {change.isPending ? 'Saving …' : 'Save'}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  )
}
