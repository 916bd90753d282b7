'use client'

import { type FormEvent, useState } from 'react'
import { NoteField } from '#components/alerting/notes/note-field.tsx'
import { NoteText } from '#components/sessions/tabs/note-text.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentNote } from '#lib/incidents/words/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useIncidentNotes } from './use-notes.ts'

type People = readonly { memberId: string; name: string }[]

/** A note of one's own, to put right or to take away. What it said before is kept. */
export function NoteEntry({ note, people }: { note: IncidentNote; people: People }) {
  const [doing, setDoing] = useState<'edit' | 'delete' | null>(null)
  const { cannot } = useIncidentActs()
  const stop = () => setDoing(null)
  return (
    <div className="rounded-md border border-border p-2">
      <p className="mb-1 flex flex-wrap items-center gap-2 text-xs text-text-2">
        <AbsoluteTime at={note.createdAt} show="clock-seconds" />
        {note.editedAt !== null && (
          <span>
            changed <AbsoluteTime at={note.editedAt} show="short" />
          </span>
        )}
        <span className="ms-auto flex gap-1">
          <Button disabled={cannot !== null} look="bare" onClick={() => setDoing('edit')}>
            Edit
          </Button>
          <Button disabled={cannot !== null} look="bare" onClick={() => setDoing('delete')}>
            Delete
          </Button>
        </span>
      </p>
      {doing === 'edit' ? (
        <EditNote note={note} onDone={stop} people={people} />
      ) : (
        <NoteText body={note.body} />
      )}
      {doing === 'delete' && <ConfirmDelete note={note} onDone={stop} />}
    </div>
  )
}

function EditNote({ note, people, onDone }: { note: IncidentNote; people: People; onDone: () => void }) {
  const { change } = useIncidentNotes(note.incidentId)
  const [text, setText] = useState(note.body)
  const send = () => {
    if (text.trim() !== '')
      change.mutate({ noteId: note.noteId, body: text.trim(), version: note.version }, { onSuccess: onDone })
  }
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        send()
      }}
    >
      <NoteField label="Change the note" onSubmit={send} onText={setText} people={people} text={text} />
      {change.error !== null && (
        <p className="font-medium" role="alert">
          Not stored: {change.error.message}
        </p>
      )}
      <div className="flex gap-2">
        <Button disabled={change.isPending || text.trim() === ''} look="primary" type="submit">
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}

function ConfirmDelete({ note, onDone }: { note: IncidentNote; onDone: () => void }) {
  const { remove } = useIncidentNotes(note.incidentId)
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2 border-t border-border pt-2">
      <span>Delete this note? That it was there stays in the timeline.</span>
      <Button
        disabled={remove.isPending}
        look="primary"
        onClick={() => remove.mutate(note.noteId, { onSuccess: onDone })}
      >
        Delete
      </Button>
      <Button onClick={onDone}>Keep</Button>
      {remove.error !== null && (
        <span className="font-medium" role="alert">
          Not deleted: {remove.error.message}
        </span>
      )}
    </div>
  )
}
