'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useRefresh } from '#components/notifications/shared/collection.ts'
import { write } from '#components/sessions/write-api.ts'
import { Field, inputClass } from '#components/settings/field.tsx'
import { NotStored } from '#components/settings/page-parts.tsx'
import { Button } from '#components/ui/button.tsx'
import { madeInviteSchema } from '#lib/access/invitations/contract.ts'
import { invitations } from '../collections.ts'
import { type Place, PlaceFields } from '../place-fields.tsx'

/** Whom, as what, for which customers. The mail goes out by itself. */
export function InviteForm({ onClose }: { onClose: () => void }) {
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [place, setPlace] = useState<Place>({ role: 'operator', customerIds: [] })
  const refresh = useRefresh()
  const send = useMutation({
    mutationFn: () => write('POST', invitations.path, madeInviteSchema, { email, name, ...place }),
    onSuccess: async () => {
      await refresh(invitations.path)
      onClose()
    },
  })
  return (
    <form
      className="flex max-w-xl flex-col gap-4 rounded-lg border border-border bg-surface p-4"
      onSubmit={(event) => {
        event.preventDefault()
        send.mutate()
      }}
    >
      <Field hint="The link in the mail works once, for seven days." label="E-mail">
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
      <Field hint="They may change it when they accept." label="Name, if you know it">
        <input
          autoComplete="off"
          className={inputClass}
          maxLength={120}
          onChange={(event) => setName(event.currentTarget.value)}
          value={name}
        />
      </Field>
      <PlaceFields onChange={setPlace} place={place} />
      <NotStored problem={send.error} />
      <div className="flex gap-2">
        <Button disabled={send.isPending} look="primary" type="submit">
          {send.isPending ? 'Inviting …' : 'Send the invitation'}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  )
}
