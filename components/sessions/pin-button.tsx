'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useRef, useState } from 'react'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { maxPinReasonLength, pinSchema } from '#lib/sessions/annotations/contract.ts'
import type { SessionDetail, SessionView } from '#lib/sessions/contract.ts'
import { write } from './write-api.ts'

/** Keeps a call beyond its time of keeping, with a reason; or lets it go again. */
export function PinButton({ session }: { session: SessionView }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [reason, setReason] = useState('')
  const titleId = useId()
  const pin = usePin(session)
  const close = () => dialog.current?.close()
  const keep = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() !== '') pin.mutate(reason.trim(), { onSuccess: close })
  }
  return (
    <>
      <Button
        aria-haspopup="dialog"
        onClick={() => {
          pin.reset()
          dialog.current?.showModal()
        }}
        title={
          session.pinned ? `Kept: ${session.pinned.reason}` : 'Keep this call beyond its time of keeping'
        }
      >
        {session.pinned ? 'Evidence kept' : 'Keep evidence'}
      </Button>
      <dialog
        aria-labelledby={titleId}
        className="m-auto w-[min(440px,calc(100vw-32px))] rounded-lg border border-border bg-surface p-5 text-text shadow-xl backdrop:bg-black/40"
        ref={dialog}
      >
        <h2 className="text-base font-semibold" id={titleId}>
          {session.pinned ? 'This call is kept' : 'Keep the evidence of this call'}
        </h2>
        {session.pinned ? (
          <div className="mt-2 flex flex-col gap-4">
            <p className="text-ui">
              Since <AbsoluteTime at={session.pinned.at} show="moment" />:{' '}
              <bdi dir="auto">{session.pinned.reason}</bdi>
            </p>
            <Refused problem={pin.error} />
            <div className="flex justify-end gap-2">
              <Button disabled={pin.isPending} onClick={() => pin.mutate(null, { onSuccess: close })}>
                Keep no longer
              </Button>
              <Button look="primary" onClick={close}>
                Close
              </Button>
            </div>
          </div>
        ) : (
          <form className="mt-2 flex flex-col gap-3" onSubmit={keep}>
            <p className="text-ui text-text-2">
              Its measurements and events stay when others of its age are deleted, until somebody lets it go.
            </p>
            <label className="flex flex-col gap-1 text-ui font-medium">
              Why
              <input
                className="h-9 rounded-md border border-border-strong bg-surface px-2 text-ui font-normal pointer-coarse:h-11"
                maxLength={maxPinReasonLength}
                onChange={(event) => setReason(event.currentTarget.value)}
                required
                value={reason}
              />
            </label>
            <Refused problem={pin.error} />
            <div className="flex justify-end gap-2">
              <Button onClick={close}>Cancel</Button>
              <Button disabled={pin.isPending || reason.trim() === ''} look="primary" type="submit">
                Keep
              </Button>
            </div>
          </form>
        )}
      </dialog>
    </>
  )
}

function Refused({ problem }: { problem: Error | null }) {
  if (problem === null) return null
  return (
    <p className="text-ui font-medium" role="alert">
      Not stored: {problem.message}
    </p>
  )
}

/** A reason keeps, null lets go. */
function usePin({ sessionId }: SessionView) {
  const client = useQueryClient()
  const path = `/api/v1/sessions/${encodeURIComponent(sessionId)}/pin`
  return useMutation({
    mutationFn: (reason: string | null) =>
      reason === null ? write('DELETE', path, pinSchema) : write('PUT', path, pinSchema, { reason }),
    onSuccess: ({ pinned }) => {
      client.setQueryData<SessionDetail>(
        ['session', sessionId],
        (detail) => detail && { ...detail, session: { ...detail.session, pinned } },
      )
    },
  })
}
