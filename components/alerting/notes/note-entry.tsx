'use client'

import { useState } from 'react'
import { NoteText } from '#components/sessions/tabs/note-text.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { AlertNote } from '#lib/alerting/alerts/contract.ts'
import { useAlertActs } from '../acts/acts-context.ts'
import { EditNote } from './edit-note.tsx'
import type { Person } from './mention.ts'
import { Revisions } from './revisions.tsx'
import { useAlertNotes } from './use-alert-notes.ts'

/** What one person wrote, with the ways to change it and to read what it said before. */
export function NoteEntry({
  note,
  alertId,
  people,
}: {
  note: AlertNote
  alertId: string
  people: readonly Person[]
}) {
  const [doing, setDoing] = useState<'edit' | 'delete' | 'history' | null>(null)
  if (note.deletedAt !== null)
    return (
      <p className="text-ui text-text-2">
        <bdi className="font-medium text-text">{note.memberName}</bdi> wrote a note that was deleted{' '}
        <AbsoluteTime at={note.deletedAt} show="short" />
      </p>
    )
  const stop = () => setDoing(null)
  return (
    <div className="rounded-lg border border-border bg-surface p-3">
      <p className="mb-1 flex flex-wrap items-center gap-x-2 text-xs text-text-2">
        <bdi className="font-semibold text-text" dir="auto">
          {note.memberName}
        </bdi>
        <AbsoluteTime at={note.createdAt} show="clock-seconds" />
        {note.editedAt !== null && (
          <button
            aria-expanded={doing === 'history'}
            className={link}
            onClick={() => setDoing(doing === 'history' ? null : 'history')}
            type="button"
          >
            changed <AbsoluteTime at={note.editedAt} show="short" />
          </button>
        )}
        <span className="ms-auto flex gap-2">
          <button className={link} onClick={() => setDoing('edit')} type="button">
            Edit
          </button>
          <button className={link} onClick={() => setDoing('delete')} type="button">
            Delete
          </button>
        </span>
      </p>
      {doing === 'edit' ? (
        <EditNote alertId={alertId} note={note} onDone={stop} people={people} />
      ) : (
        <NoteText body={note.body} />
      )}
      {doing === 'delete' && <ConfirmDelete alertId={alertId} note={note} onDone={stop} />}
      {doing === 'history' && <Revisions note={note} />}
    </div>
  )
}

const link = 'min-h-6 underline underline-offset-2 hover:text-text pointer-coarse:min-h-11'

function ConfirmDelete({ note, alertId, onDone }: { note: AlertNote; alertId: string; onDone: () => void }) {
  const { remove } = useAlertNotes(alertId)
  const { cannot } = useAlertActs()
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2 border-t border-border pt-2 text-ui">
      <span>Delete this note? That it was there stays in the timeline.</span>
      <Button
        disabled={remove.isPending || cannot !== null}
        look="primary"
        onClick={() => remove.mutate(note, { onSuccess: onDone })}
        title={cannot ?? undefined}
      >
        Delete
      </Button>
      <Button autoFocus onClick={onDone}>
        Keep
      </Button>
      {remove.isError && (
        <span className="font-medium" role="alert">
          Not deleted: {remove.error.message}
        </span>
      )}
    </div>
  )
}
