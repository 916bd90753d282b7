'use client'

import { useState } from 'react'
import { ApiProblem } from '#components/query/api.ts'
import { NoteText } from '#components/sessions/tabs/note-text.tsx'
import { Button } from '#components/ui/button.tsx'
import type { AlertNote } from '#lib/alerting/alerts/contract.ts'
import { useAlertActs } from '../acts/acts-context.ts'
import type { Person } from './mention.ts'
import { NoteField } from './note-field.tsx'
import { useAlertNotes, useRevisions } from './use-alert-notes.ts'

type Props = { note: AlertNote; alertId: string; people: readonly Person[]; onDone: () => void }

/** Changing a note. Whoever changed it meanwhile is not overwritten: both texts are shown, and one person merges them. */
export function EditNote({ note, alertId, people, onDone }: Props) {
  const { change } = useAlertNotes(alertId)
  const { cannot } = useAlertActs()
  const [text, setText] = useState(note.body)
  const [read, setRead] = useState(note.version)
  const meanwhile = note.version !== read || isConflict(change.error)
  const save = () => {
    if (text.trim() === '' || cannot !== null) return
    change.mutate({ noteId: note.noteId, body: text.trim(), version: read }, { onSuccess: onDone })
  }
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      {meanwhile && <Meanwhile note={note} />}
      <NoteField
        label={meanwhile ? 'Your text' : 'Change the note'}
        onSubmit={save}
        onText={setText}
        people={people}
        text={text}
      />
      <div className="flex flex-wrap items-center gap-2">
        {meanwhile ? (
          <Button
            disabled={note.version === read}
            look="primary"
            onClick={() => {
              setRead(note.version)
              change.reset()
            }}
          >
            I have merged them
          </Button>
        ) : (
          <Button
            disabled={text.trim() === '' || change.isPending || cannot !== null}
            look="primary"
            title={cannot ?? undefined}
            type="submit"
          >
            {change.isPending ? 'Storing …' : 'Save'}
          </Button>
        )}
        <Button onClick={onDone}>Cancel</Button>
        {change.isError && !isConflict(change.error) && (
          <span className="text-ui font-medium" role="alert">
            Not stored: {change.error.message}
          </span>
        )}
      </div>
    </form>
  )
}

const isConflict = (problem: unknown) => problem instanceof ApiProblem && problem.status === 409

/** What it says by now, and who wrote that. */
function Meanwhile({ note }: { note: AlertNote }) {
  const revisions = useRevisions(note, true)
  const by = revisions.data?.revisions.at(-1)?.memberName ?? 'Somebody'
  return (
    <div className="rounded-md border border-border-strong bg-raised p-2" role="alert">
      <p className="mb-1 text-ui font-semibold">
        <bdi>{by}</bdi> changed this note meanwhile. Take over below what should stay, then save again.
      </p>
      <NoteText body={note.body} />
    </div>
  )
}
