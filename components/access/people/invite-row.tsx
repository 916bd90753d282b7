'use client'

import { useMutation } from '@tanstack/react-query'
import { useRefresh } from '#components/notifications/shared/collection.ts'
import { ConfirmButton } from '#components/notifications/shared/confirm-button.tsx'
import { write } from '#components/sessions/write-api.ts'
import { NotStored } from '#components/settings/page-parts.tsx'
import { AbsoluteTime, Ago } from '#components/time/time.tsx'
import { StatusWord } from '#components/ui/band.tsx'
import { Button } from '#components/ui/button.tsx'
import { okSchema } from '#lib/access/contract.ts'
import { type InviteView, madeInviteSchema } from '#lib/access/invitations/contract.ts'
import { roleWords } from '#lib/access/role-words.ts'
import { invitations } from '../collections.ts'
import { useCustomerNames } from '../use-customer-names.ts'

/** One invitation that waits or ran out. */
export function InviteRow({ one }: { one: InviteView }) {
  const names = useCustomerNames(one.customerIds)
  return (
    <li className="flex flex-col gap-1 rounded-lg border border-border border-dashed bg-surface p-3 sm:p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{one.email}</span>
        <span className="text-text-2 text-ui">
          {roleWords[one.role].name}
          {names && ` · ${names}`}
        </span>
        {one.state === 'expired' && <StatusWord size={14} token="unk" word="Ran out" />}
      </div>
      <p className="text-text-2 text-ui">
        Invited by {one.invitedName} <Ago at={one.createdAt} />,{' '}
        {one.toldAt === null ? 'the mail is about to be sent' : 'the mail was handed over'} · works until{' '}
        <AbsoluteTime at={one.expiresAt} show="moment" />
      </p>
      <Acts one={one} />
    </li>
  )
}

function Acts({ one: { inviteId, email } }: { one: InviteView }) {
  const refresh = useRefresh()
  const path = `${invitations.path}/${inviteId}`
  const onSuccess = () => refresh(invitations.path)
  const resend = useMutation({
    mutationFn: () => write('POST', `${path}/resend`, madeInviteSchema),
    onSuccess,
  })
  const revoke = useMutation({ mutationFn: () => write('POST', `${path}/revoke`, okSchema), onSuccess })
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button disabled={resend.isPending} onClick={() => resend.mutate()}>
        {resend.isPending ? 'Sending …' : 'Send again'}
      </Button>
      <ConfirmButton
        confirm="Take it back"
        label="Take back"
        onConfirm={() => revoke.mutate()}
        title={`Take back the invitation of ${email}?`}
      >
        The link in the mail opens nothing any more.
      </ConfirmButton>
      <NotStored problem={resend.error ?? revoke.error} />
    </div>
  )
}
