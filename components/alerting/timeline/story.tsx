'use client'

import { useMemo } from 'react'
import { NoteText } from '#components/sessions/tabs/note-text.tsx'
import { formatClock, formatClockOrMoment } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { useNow } from '#components/time/use-now.ts'
import { useZone } from '#components/time/use-zone.ts'
import type { AlertDetail } from '#lib/alerting/alerts/contract.ts'
import { useMessages } from '../data/use-alert.ts'
import { Composer } from '../notes/composer.tsx'
import { NoteEntry } from '../notes/note-entry.tsx'
import { eventText } from './event-text.ts'
import { outcomeText, wentWrong } from './message-text.ts'
import { type TimelineEntry, timelineOf } from './timeline.ts'

type Props = { detail: AlertDetail; wantsNote: boolean; onNoteTaken: () => void }

/** The whole life of an alert in one list: what happened, what people wrote, who was told. Newest first. */
export function Story(props: Props) {
  const { alert, events, notes, people } = props.detail
  const messages = useMessages(alert.alertId).data?.messages ?? null
  const entries = useMemo(() => timelineOf(events, notes, messages), [events, notes, messages])
  return (
    <section aria-labelledby="story">
      <h3 className="mb-1 text-sm font-semibold" id="story">
        Timeline
      </h3>
      <Composer {...props} />
      <ol aria-label="Timeline, newest first" className="mt-3 flex flex-col">
        {entries.map((entry) => (
          <li className="relative border-s border-border ps-4 pb-3 last:border-transparent" key={entry.key}>
            <span
              aria-hidden="true"
              className="absolute top-1.5 -left-[4.5px] size-2 rounded-full border border-border-strong bg-surface"
            />
            {entry.kind === 'note' ? (
              <NoteEntry alertId={alert.alertId} note={entry.note} people={people} />
            ) : (
              <Line entry={entry} />
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Line({ entry }: { entry: Exclude<TimelineEntry, { kind: 'note' }> }) {
  if (entry.kind === 'told') return <Told entry={entry} />
  return <Event entry={entry} />
}

function Event({ entry: { event, times, at, until } }: { entry: Extract<TimelineEntry, { kind: 'event' }> }) {
  const zone = useZone()
  const now = useNow()
  const { who, did } = eventText(event, (moment) => formatClockOrMoment(moment, now ?? moment, zone))
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2 text-ui">
        <span className="wrap-anywhere">
          <bdi className="font-medium">{who}</bdi> {did}
          {times > 1 && <span className="text-text-2"> ({times}×)</span>}
        </span>
        <span className="text-xs text-text-3">
          <AbsoluteTime at={at} show="clock-seconds" />
          {times > 1 && (
            <>
              {' – '}
              <AbsoluteTime at={until} show="clock-seconds" />
            </>
          )}
        </span>
      </p>
      {event.note !== null && event.note !== '' && (
        <div className="mt-1 rounded-md border border-border bg-surface p-2">
          <NoteText body={event.note} />
        </div>
      )}
    </>
  )
}

function Told({ entry: { message, at } }: { entry: Extract<TimelineEntry, { kind: 'told' }> }) {
  const zone = useZone()
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-ui">
      <span className="wrap-anywhere">
        <bdi className="font-medium">{message.destination}</bdi> ·{' '}
        <span className={wentWrong(message) ? 'font-semibold' : 'text-text-2'}>
          {outcomeText(message, (moment) => formatClock(moment, zone, true))}
        </span>
      </span>
      {message.sentAt === null && (
        <AbsoluteTime at={at} className="text-xs text-text-3" show="clock-seconds" />
      )}
    </p>
  )
}
