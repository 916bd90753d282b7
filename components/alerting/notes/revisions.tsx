'use client'

import { NoteText } from '#components/sessions/tabs/note-text.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { AlertNote } from '#lib/alerting/alerts/contract.ts'
import { useRevisions } from './use-alert-notes.ts'

/** What a note said before, oldest last. */
export function Revisions({ note }: { note: AlertNote }) {
  const told = useRevisions(note, true)
  if (told.isError)
    return (
      <p className="mt-2 flex flex-wrap items-center gap-3 text-ui">
        Its history could not be read. <Button onClick={() => void told.refetch()}>Try again</Button>
      </p>
    )
  if (!told.data) return <div aria-hidden="true" className="skeleton mt-2 h-16" />
  return (
    <ol aria-label="Earlier versions" className="mt-2 flex flex-col gap-2 border-t border-border pt-2">
      {told.data.revisions
        .filter(({ version }) => version !== note.version)
        .toReversed()
        .map((one) => (
          <li className="border-s-2 border-border ps-3" key={one.version}>
            <p className="text-xs text-text-2">
              <bdi className="font-medium text-text">{one.memberName}</bdi>{' '}
              <AbsoluteTime at={one.at} show="moment" />
            </p>
            <NoteText body={one.body} />
          </li>
        ))}
    </ol>
  )
}
