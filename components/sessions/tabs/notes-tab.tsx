'use client'

import { type FormEvent, useState, useSyncExternalStore } from 'react'
import type { TimeView } from '#components/charts/time-view.ts'
import { formatClock } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { maxNoteLength, type SessionNote } from '#lib/sessions/annotations/contract.ts'
import { useJump } from '../jump.tsx'
import { NoteText } from './note-text.tsx'
import type { Notes } from './use-notes.ts'

/** What colleagues wrote about this call, and a place to write more. Customers never see it. */
export function NotesTab({ notes, view, zone }: { notes: Notes; view: TimeView; zone: string }) {
  const list = notes.notes?.toSorted((a, b) => a.at - b.at)
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <p className="text-xs text-text-2">Notes are for colleagues; customers never see them.</p>
      {notes.failed && (
        <p className="flex flex-wrap items-center gap-3 text-ui">
          Notes did not load. <Button onClick={() => void notes.again()}>Try again</Button>
        </p>
      )}
      {!notes.failed && list === undefined && <div aria-hidden="true" className="skeleton h-16" />}
      {list?.length === 0 && <p className="text-ui text-text-2">Nobody has noted anything on this call.</p>}
      {list !== undefined && list.length > 0 && (
        <ol className="flex flex-col gap-3">
          {list.map((note) => (
            <OneNote key={note.noteId} note={note} />
          ))}
        </ol>
      )}
      <WriteNote notes={notes} view={view} zone={zone} />
    </div>
  )
}

function OneNote({ note }: { note: SessionNote }) {
  const jump = useJump()
  const { momentAt } = note
  return (
    <li className="rounded-lg border border-border bg-surface p-3">
      <p className="mb-1 flex flex-wrap items-center gap-x-2 text-xs text-text-2">
        <bdi className="font-semibold text-text" dir="auto">
          {note.memberName}
        </bdi>
        <AbsoluteTime at={note.at} show="moment" />
        {momentAt !== null && (
          <button
            className="min-h-6 underline underline-offset-2 pointer-coarse:min-h-11"
            onClick={() => jump.toMoment(momentAt)}
            type="button"
          >
            about <AbsoluteTime at={momentAt} show="clock-seconds" />
          </button>
        )}
      </p>
      <NoteText body={note.body} />
    </li>
  )
}

function WriteNote({ notes: { add }, view, zone }: { notes: Notes; view: TimeView; zone: string }) {
  const [body, setBody] = useState('')
  const [atMoment, setAtMoment] = useState(true)
  const pinned = useSyncExternalStore(view.onPin, view.pinned, view.pinned)
  const store = (event: FormEvent) => {
    event.preventDefault()
    if (body.trim() === '') return
    add.mutate(
      { body: body.trim(), ...(atMoment && pinned !== null ? { momentAt: Math.round(pinned) } : {}) },
      { onSuccess: () => setBody('') },
    )
  }
  return (
    <form className="flex flex-col gap-2" onSubmit={store}>
      <label className="text-ui font-medium" htmlFor="note-body">
        Write a note
      </label>
      <textarea
        className="min-h-24 rounded-md border border-border-strong bg-surface p-2 text-ui"
        id="note-body"
        maxLength={maxNoteLength}
        onChange={(event) => setBody(event.currentTarget.value)}
        placeholder="What you saw, tried or told the customer. Markdown works."
        value={body}
      />
      {pinned !== null && (
        <label className="flex min-h-6 items-center gap-2 text-ui pointer-coarse:min-h-11">
          <input
            checked={atMoment}
            className="size-4 accent-(--accent)"
            onChange={(event) => setAtMoment(event.currentTarget.checked)}
            type="checkbox"
          />
          About the chosen moment, {formatClock(pinned, zone, true)}
        </label>
      )}
      <div className="flex items-center gap-3">
        <Button disabled={body.trim() === '' || add.isPending} look="primary" type="submit">
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
