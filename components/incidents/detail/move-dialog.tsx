'use client'

import { type FormEvent, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { IncidentDetail, IncidentView } from '#lib/incidents/api-contract.ts'
import type { FactorKind } from '#lib/incidents/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useMove } from '../acts/use-move.ts'
import { Dialog } from '../dialog.tsx'
import { CauseFields } from './cause-fields.tsx'

/** What a move wants to know first: the cause when it is over, the reason when it goes back or away. */
export function MoveDialog({
  incident,
  next,
  onClose,
}: {
  incident: IncidentView
  next: IncidentDetail['moves'][number]
  onClose: () => void
}) {
  const reasonId = useId()
  const { cannot } = useIncidentActs()
  const { move, isPending, error } = useMove(incident)
  const [reason, setReason] = useState('')
  const [cause, setCause] = useState<{ category: FactorKind; text: string }>(
    incident.cause ?? { category: 'unknown', text: '' },
  )
  const done = async (event: FormEvent) => {
    event.preventDefault()
    if (cannot !== null) return
    const moved = await move({
      to: next.to,
      label: next.label,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
      ...(next.asksCause ? { cause: { ...cause, text: cause.text.trim() } } : {}),
    })
    if (moved) onClose()
  }
  return (
    <Dialog onClose={onClose} title={next.back ? `Back to ${next.label}` : next.label}>
      <form className="flex flex-col gap-3 text-ui" onSubmit={(event) => void done(event)}>
        <p className="text-xs text-text-2">
          {incident.reference} · {incident.title}
        </p>
        {next.asksCause && (
          <>
            <CauseFields onChange={setCause} value={cause} />
            <p className="text-xs text-text-2">“Unknown yet” is an honest answer: the review asks again.</p>
          </>
        )}
        <label className="font-medium" htmlFor={reasonId}>
          {next.back ? 'Why it goes back (may stay empty)' : 'In a sentence (may stay empty)'}
        </label>
        <textarea
          className="-mt-2 min-h-20 rounded-md border border-border-strong bg-surface p-2 text-base sm:text-ui"
          data-first={next.asksCause ? undefined : ''}
          id={reasonId}
          maxLength={10_000}
          onChange={(event) => setReason(event.currentTarget.value)}
          value={reason}
        />
        <p className="text-xs text-text-2">It stands in the timeline. Nothing of what happened is lost.</p>
        {error !== null && (
          <p className="font-medium" role="alert">
            Not moved: {error.message}
          </p>
        )}
        {cannot !== null && <p className="text-xs font-medium">{cannot}</p>}
        <Button className="h-11" disabled={isPending || cannot !== null} look="primary" type="submit">
          {isPending ? 'Storing …' : next.back ? `Back to ${next.label}` : `Move to ${next.label}`}
        </Button>
      </form>
    </Dialog>
  )
}
