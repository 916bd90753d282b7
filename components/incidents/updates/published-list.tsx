'use client'

import { type FormEvent, useState } from 'react'
import { NoteText } from '#components/sessions/tabs/note-text.tsx'
import { inputClass } from '#components/settings/field.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import type { IncidentUpdate } from '#lib/incidents/words/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { publicWords } from './public-words.ts'
import { UpdateEditor } from './update-editor.tsx'
import { useUpdateActs } from './use-updates.ts'

/** What the customer was told, newest first; each can be corrected or taken back, and both stay in the history. */
export function PublishedList({
  updates,
  detail,
}: {
  updates: readonly IncidentUpdate[]
  detail: IncidentDetail
}) {
  return (
    <ol aria-label="Updates, newest first" className="flex flex-col">
      {updates
        .toSorted((a, b) => b.postedAt - a.postedAt)
        .map((update) => (
          <li className="border-t border-border py-2" key={update.updateId}>
            <Published detail={detail} update={update} />
          </li>
        ))}
    </ol>
  )
}

function Published({ update, detail }: { update: IncidentUpdate; detail: IncidentDetail }) {
  const [doing, setDoing] = useState<'correct' | 'withdraw' | null>(null)
  const { cannot } = useIncidentActs()
  const stop = () => setDoing(null)
  if (doing === 'correct')
    return <UpdateEditor detail={detail} onDone={stop} subscribers={0} update={update} />
  const gone = update.state === 'withdrawn'
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-semibold">{publicWords[update.publicStatus]}</span>
        <span className="text-xs text-text-2">
          <AbsoluteTime at={update.postedAt} show="moment" />
          {update.publishedName !== null && ` · ${update.publishedName}`}
          {update.editedAt !== null && ' · corrected'}
          {gone && ' · withdrawn'}
        </span>
        {!gone && (
          <span className="ms-auto flex gap-1">
            <Button disabled={cannot !== null} look="bare" onClick={() => setDoing('correct')}>
              Correct
            </Button>
            <Button disabled={cannot !== null} look="bare" onClick={() => setDoing('withdraw')}>
              Withdraw
            </Button>
          </span>
        )}
      </p>
      <div className={gone ? 'text-text-3 line-through' : undefined}>
        <NoteText body={update.body} />
      </div>
      {doing === 'withdraw' && <Withdraw incidentId={update.incidentId} onDone={stop} update={update} />}
    </>
  )
}

function Withdraw({
  update,
  incidentId,
  onDone,
}: {
  update: IncidentUpdate
  incidentId: string
  onDone: () => void
}) {
  const [reason, setReason] = useState('')
  const { withdraw } = useUpdateActs(incidentId)
  const send = (event: FormEvent) => {
    event.preventDefault()
    withdraw.mutate(
      { updateId: update.updateId, version: update.version, reason: reason.trim() },
      { onSuccess: onDone },
    )
  }
  return (
    <form className="mt-2 flex flex-col gap-2" onSubmit={send}>
      <label className="flex flex-col gap-1">
        <span className="font-medium">Why the customer should not read it any more</span>
        <input
          className={inputClass}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
          value={reason}
        />
      </label>
      {withdraw.error !== null && (
        <p className="font-medium" role="alert">
          Not withdrawn: {withdraw.error.message}
        </p>
      )}
      <div className="flex gap-2">
        <Button disabled={withdraw.isPending || reason.trim().length < 3} look="primary" type="submit">
          Withdraw
        </Button>
        <Button onClick={onDone}>Keep</Button>
      </div>
    </form>
  )
}
