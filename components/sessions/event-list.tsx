'use client'

import { clsx } from 'clsx'
import { memo, useMemo, useState } from 'react'
import type { TimeView } from '#components/charts/time-view.ts'
import { reveal } from '#components/charts/time-window.ts'
import { formatClock } from '#components/time/format-time.ts'
import { exactTitle } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { EventView } from '#lib/sessions/contract.ts'
import {
  describeEvent,
  type EventFamily,
  eventFamilies,
  eventLevel,
  familyOf,
  searchText,
} from './event-text.ts'
import { PersonName } from './person-name.tsx'

const pageSize = 100
export const eventKey = (event: EventView) => `${event.participantId} ${event.boot} ${event.seq}`

type Props = {
  events: readonly EventView[]
  participants: readonly { participantId: string; name: string }[]
  view: TimeView
  zone: string
  focus: string | null
  selected: string | null
  onSelect: (event: EventView) => void
  state: 'loading' | 'failed' | 'ready'
  onRetry: () => void
}

/** What happened, newest first: states, device errors, exceptions and log lines, each one click from its moment. */
export const EventList = memo(function EventList(props: Props) {
  const { events, participants, focus } = props
  const [who, setWho] = useState('')
  const [family, setFamily] = useState<EventFamily | ''>('')
  const [text, setText] = useState('')
  const [most, setMost] = useState(pageSize)
  const person = focus ?? who
  const found = useMemo(() => {
    const wanted = text.trim().toLowerCase()
    return events
      .filter(
        (event) =>
          (person === '' || event.participantId === person) &&
          (family === '' || familyOf(event.type) === family) &&
          (wanted === '' || searchText(event).includes(wanted)),
      )
      .toSorted((a, b) => b.at - a.at || b.seq - a.seq)
  }, [events, person, family, text])
  const names = useMemo(
    () => new Map(participants.map((each) => [each.participantId, each.name])),
    [participants],
  )
  const filtered = person !== '' || family !== '' || text !== ''
  const clear = () => {
    setWho('')
    setFamily('')
    setText('')
  }
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <div className="grid grid-cols-2 gap-2">
        <Select label="Participant" onChange={setWho} value={person} disabled={focus !== null}>
          <option value="">Everybody</option>
          {participants.map((each) => (
            <option key={each.participantId} value={each.participantId}>
              {each.name}
            </option>
          ))}
        </Select>
        <Select label="Kind" onChange={(value) => setFamily(value as EventFamily | '')} value={family}>
          <option value="">All kinds</option>
          {Object.entries(eventFamilies).map(([key, word]) => (
            <option key={key} value={key}>
              {word}
            </option>
          ))}
        </Select>
        <input
          aria-label="Search events"
          className="col-span-2 h-8 min-w-0 rounded-md border border-border bg-surface px-2 text-ui placeholder:text-text-3 pointer-coarse:h-11"
          onChange={(event) => setText(event.currentTarget.value)}
          placeholder="Search text, error names, stacks"
          type="search"
          value={text}
        />
      </div>
      <p className="text-xs text-text-3" role="status">
        {countText(props.state, found.length, events.length, filtered)}
      </p>
      <ol className="max-h-112 min-h-0 overflow-y-auto xl:max-h-none xl:flex-1">
        {found.slice(0, most).map((event) => (
          <EventLine
            chosen={props.selected === eventKey(event)}
            event={event}
            key={eventKey(event)}
            name={names.get(event.participantId) ?? 'somebody'}
            onSelect={props.onSelect}
            view={props.view}
            zone={props.zone}
          />
        ))}
      </ol>
      {props.state === 'failed' && <Button onClick={props.onRetry}>Events did not load. Try again</Button>}
      {found.length > most && (
        <Button onClick={() => setMost(most + pageSize)}>Show older ({found.length - most} more)</Button>
      )}
      {filtered && found.length === 0 && focus === null && <Button onClick={clear}>Show all events</Button>}
    </div>
  )
})

function countText(state: Props['state'], found: number, all: number, filtered: boolean): string {
  if (state === 'loading') return 'Loading events …'
  if (all === 0) return 'Nothing has been reported besides measurements.'
  if (filtered) return found === 0 ? `None of the ${all} events fit.` : `${found} of ${all} events`
  return all === 1 ? '1 event' : `${all} events`
}

const edges = {
  error: 'border-s-text',
  warning: 'border-s-text-3 border-dashed',
  plain: 'border-s-transparent',
} as const
const levelWords = { error: 'Error', warning: 'Warning', plain: '' } as const

type LineProps = {
  event: EventView
  name: string
  zone: string
  chosen: boolean
  view: TimeView
  onSelect: (event: EventView) => void
}

/** One event. Its time never changes, so it does not listen to the clock that ages listen to. */
const EventLine = memo(function EventLine({ event, name, zone, chosen, view, onSelect }: LineProps) {
  const level = eventLevel(event)
  const stack = typeof event.data.stack === 'string' ? event.data.stack : null
  const go = () => {
    view.pin(event.at)
    view.change((window) => reveal(window, event.at))
    onSelect(event)
  }
  return (
    <li
      className={clsx(
        'border-s-2 border-b border-b-border py-1 ps-2 text-xs',
        edges[level],
        chosen && 'bg-raised',
      )}
      data-event={eventKey(event)}
    >
      <button
        className="block min-h-6 w-full min-w-0 text-left hover:bg-raised"
        onClick={go}
        title={`Show this moment: ${exactTitle(event.at, zone)}`}
        type="button"
      >
        <span className="flex min-w-0 items-baseline gap-2 text-text-2">
          <time className="shrink-0" dateTime={new Date(event.at).toISOString()}>
            {formatClock(event.at, zone, true)}
          </time>
          <PersonName name={name} />
        </span>
        <span className={clsx('block wrap-anywhere text-text', level !== 'plain' && 'font-semibold')}>
          {levelWords[level] && (
            <span className="me-1 rounded-sm bg-text px-1 text-2xs text-surface">{levelWords[level]}</span>
          )}
          <bdi dir="auto">{clipped(describeEvent(event))}</bdi>
        </span>
      </button>
      {stack && (
        <details className="mt-0.5">
          <summary className="min-h-6 text-text-2">Stack</summary>
          <pre className="overflow-x-auto rounded-md bg-raised p-2 font-mono text-2xs" dir="ltr">
            {stack}
          </pre>
        </details>
      )}
    </li>
  )
})

const clipped = (text: string) => (text.length > 400 ? `${text.slice(0, 400)}…` : text)

function Select({
  label,
  value,
  onChange,
  disabled = false,
  children,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  disabled?: boolean
  children: React.ReactNode
}) {
  return (
    <select
      aria-label={label}
      className="h-8 min-w-0 rounded-md border border-border bg-surface px-2 text-ui pointer-coarse:h-11"
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.value)}
      value={value}
    >
      {children}
    </select>
  )
}
