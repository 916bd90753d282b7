'use client'

import { useEffect, useRef } from 'react'
import { NoteField } from '#components/alerting/notes/note-field.tsx'
import { useDraft } from '#components/alerting/notes/use-draft.ts'
import { Button } from '#components/ui/button.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { Card } from '../card.tsx'
import { NoteEntry } from './note-entry.tsx'
import { useIncidentNotes } from './use-notes.ts'

/** What staff say to each other about it. `wanted` rises with every wish to write one. */
export function IncidentNotes({ detail, wanted }: { detail: IncidentDetail; wanted: number }) {
  const { incidentId } = detail.incident
  const { me } = useIncidentActs()
  const { notes } = useIncidentNotes(incidentId)
  const own = (notes.data?.notes ?? []).filter(
    ({ memberId, deletedAt }) => memberId === me.memberId && deletedAt === null,
  )
  return (
    <Card title="Note to colleagues">
      <Composer detail={detail} wanted={wanted} />
      {own.length > 0 && (
        <details className="mt-2">
          <summary className="min-h-6 text-xs text-text-2 pointer-coarse:min-h-11">
            Change what you wrote ({own.length})
          </summary>
          <ul className="mt-2 flex flex-col gap-2">
            {own.toReversed().map((note) => (
              <li key={note.noteId}>
                <NoteEntry note={note} people={notes.data?.people ?? detail.people} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  )
}

function Composer({ detail: { incident, people }, wanted }: { detail: IncidentDetail; wanted: number }) {
  const { add } = useIncidentNotes(incident.incidentId)
  const { cannot } = useIncidentActs()
  const [text, setText] = useDraft(incident.incidentId)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (wanted === 0) return
    field.current?.focus()
    field.current?.scrollIntoView({ block: 'center' })
  }, [wanted])
  const send = () => {
    if (text.trim() !== '' && cannot === null && !add.isPending)
      add.mutate(text.trim(), { onSuccess: () => setText('') })
  }
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <NoteField
        field={field}
        label="Write a note"
        onSubmit={send}
        onText={setText}
        people={people}
        placeholder="What you see and try. @name calls a colleague; Markdown works. No customer reads it."
        text={text}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button
          disabled={text.trim() === '' || cannot !== null || add.isPending}
          title={cannot ?? undefined}
          type="submit"
        >
          {add.isPending ? 'Storing …' : 'Add note'}
        </Button>
        {add.isError && (
          <span className="text-ui font-medium" role="alert">
            Not stored: {add.error.message}
          </span>
        )}
      </div>
    </form>
  )
}
