'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { ParentIncidentView } from '#lib/incidents/api-contract.ts'
import type { FactorKind } from '#lib/incidents/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useMoveParent } from '../data/use-parents.ts'
import { useStatusLabel } from '../data/use-statuses.ts'
import { CauseFields } from '../detail/cause-fields.tsx'
import { Dialog } from '../dialog.tsx'
import { type ParentMove, parentMoves, touchedBy } from './children-words.ts'

/** One step for all of them: those that cannot take it stay where they are. */
export function MoveAll({ parent }: { parent: ParentIncidentView }) {
  const [asked, setAsked] = useState<ParentMove | null>(null)
  const { cannot } = useIncidentActs()
  const labelOf = useStatusLabel()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-ui text-text-2">Move all to</span>
      {parentMoves.map((to) => (
        <Button
          aria-haspopup="dialog"
          disabled={cannot !== null || touchedBy(parent.children, to) === 0}
          key={to}
          onClick={() => setAsked(to)}
          title={cannot ?? undefined}
        >
          {labelOf(to)}
        </Button>
      ))}
      {asked !== null && <MoveAllDialog onClose={() => setAsked(null)} parent={parent} to={asked} />}
    </div>
  )
}

function MoveAllDialog({
  parent,
  to,
  onClose,
}: {
  parent: ParentIncidentView
  to: ParentMove
  onClose: () => void
}) {
  const { say } = useIncidentActs()
  const labelOf = useStatusLabel()
  const move = useMoveParent(parent.parentId)
  const [reason, setReason] = useState('')
  const [cause, setCause] = useState<{ category: FactorKind; text: string }>({
    category: 'unknown',
    text: parent.cause,
  })
  const count = touchedBy(parent.children, to)
  const done = (event: FormEvent) => {
    event.preventDefault()
    move.mutate(
      {
        to,
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        ...(to === 'resolved' ? { cause: { ...cause, text: cause.text.trim() } } : {}),
      },
      {
        onSuccess: () => {
          say(`Moved to ${labelOf(to)}`, null)
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      onClose={onClose}
      title={`Move ${count} ${count === 1 ? 'incident' : 'incidents'} to ${labelOf(to)}`}
    >
      <form className="flex flex-col gap-3 text-ui" onSubmit={done}>
        {to === 'resolved' && <CauseFields onChange={setCause} value={cause} />}
        <label className="flex flex-col gap-1">
          <span className="font-medium">In a sentence (may stay empty)</span>
          <textarea
            className="min-h-20 rounded-md border border-border-strong bg-surface p-2 text-base sm:text-ui"
            data-first={to === 'resolved' ? undefined : ''}
            maxLength={10_000}
            onChange={(event) => setReason(event.currentTarget.value)}
            value={reason}
          />
        </label>
        <p className="text-xs text-text-2">
          It stands in the timeline of each. One that cannot take this step stays where it is.
        </p>
        {move.error !== null && (
          <p className="font-medium" role="alert">
            Not moved: {move.error.message}
          </p>
        )}
        <Button className="h-11" disabled={move.isPending} look="primary" type="submit">
          {move.isPending ? 'Storing …' : `Move to ${labelOf(to)}`}
        </Button>
      </form>
    </Dialog>
  )
}
