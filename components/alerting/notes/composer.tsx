'use client'

import { useEffect, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { AlertDetail } from '#lib/alerting/alerts/contract.ts'
import { useAlertActs } from '../acts/acts-context.ts'
import { NoteField } from './note-field.tsx'
import { useAlertNotes } from './use-alert-notes.ts'
import { useDraft } from './use-draft.ts'

/** Writing a note. What is half written outlives going to another alert and coming back. */
export function Composer({
  detail: { alert, people },
  wantsNote,
  onNoteTaken,
}: {
  detail: AlertDetail
  wantsNote: boolean
  onNoteTaken: () => void
}) {
  const { add } = useAlertNotes(alert.alertId)
  const { cannot } = useAlertActs()
  const [text, setText] = useDraft(alert.alertId)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (!wantsNote) return
    field.current?.focus()
    field.current?.scrollIntoView({ block: 'center' })
    onNoteTaken()
  }, [wantsNote, onNoteTaken])
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
        placeholder="What you see, try or told the customer. @name calls a colleague; Markdown works."
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
        {cannot !== null && <span className="text-xs font-medium">{cannot}</span>}
        {add.isError && (
          <span className="text-ui font-medium" role="alert">
            Not stored: {add.error.message}
          </span>
        )}
      </div>
    </form>
  )
}
