'use client'

import { useMemo } from 'react'
import { AbsoluteTime } from '#components/time/time.tsx'
import type { EventView, ParticipantView } from '#lib/sessions/contract.ts'
import { metricIndex } from '../chart-specs.ts'
import type { SeriesStore } from '../series-store.ts'
import { type ConnectionFacts, connectionFacts, pathText } from './connection-facts.ts'
import { Facts, PersonSection } from './person-section.tsx'

/** How each participant is connected, how that changed, and what servers refused on the way. */
export function NetworkTab({
  participants,
  events,
  store,
}: {
  participants: readonly ParticipantView[]
  events: readonly EventView[]
  store: SeriesStore
}) {
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {participants.map((person) => (
        <OnePerson events={events} key={person.participantId} person={person} store={store} />
      ))}
    </div>
  )
}

function OnePerson({
  person,
  events,
  store,
}: {
  person: ParticipantView
  events: readonly EventView[]
  store: SeriesStore
}) {
  const connections = useMemo(
    () => connectionFacts(events, person.participantId),
    [events, person.participantId],
  )
  const changes = events.filter(
    (event) => event.participantId === person.participantId && event.type === 'network',
  )
  return (
    <PersonSection about="Network" person={person}>
      <Facts
        facts={[
          ['Transport', person.transport],
          ['Round trip', roundTripText(store, person.participantId)],
          ['Region', person.region],
          ['Network', changes.length === 0 ? null : `${changes.length} changes told by the browser`],
        ]}
      />
      {connections.length === 0 && (
        <p className="py-1 text-ui text-text-2">
          No connection has been told: the page sends no connection events, or never opened one.
        </p>
      )}
      <ul className="mt-2 flex flex-col gap-3">
        {connections.map((facts) => (
          <li className="border-t border-border pt-2" key={facts.key}>
            <Connection facts={facts} />
          </li>
        ))}
      </ul>
    </PersonSection>
  )
}

function Connection({ facts }: { facts: ConnectionFacts }) {
  return (
    <>
      <h4 className="mb-1 text-xs font-semibold">
        Connection {facts.connection}
        {facts.label !== null && (
          <>
            {' '}
            (<bdi dir="auto">{facts.label}</bdi>)
          </>
        )}
      </h4>
      <Facts
        facts={[
          ['State', stateText(facts)],
          ['Opened', <AbsoluteTime at={facts.createdAt} key="at" show="clock-seconds" />],
          ['Path', facts.path === null ? 'not told' : pathText(facts.path)],
          ['Relay only', facts.relayOnly === true ? 'yes: the app forbids direct paths' : null],
          ['ICE restarts', facts.restarts === 0 ? null : String(facts.restarts)],
          ['Path changes', facts.paths.length > 1 ? <PathChanges facts={facts} key="paths" /> : null],
          ['Server errors', facts.errors.length > 0 ? <Errors facts={facts} key="errors" /> : null],
        ]}
      />
    </>
  )
}

function stateText({ state, closedAt }: ConnectionFacts): string {
  if (closedAt !== null) return 'closed'
  return state ?? 'not told'
}

function PathChanges({ facts }: { facts: ConnectionFacts }) {
  return (
    <ol>
      {facts.paths.map((path) => (
        <li key={path.at}>
          <AbsoluteTime at={path.at} className="text-text-2" show="clock-seconds" /> {pathText(path)}
        </li>
      ))}
    </ol>
  )
}

function Errors({ facts }: { facts: ConnectionFacts }) {
  return (
    <ul>
      {facts.errors.map(({ at, text, host, count }) => (
        <li key={`${host} ${text}`}>
          <AbsoluteTime at={at} className="text-text-2" show="clock-seconds" />{' '}
          {host === null ? '' : `${host}: `}
          {text}
          {count > 1 && ` ×${count}`}
        </li>
      ))}
    </ul>
  )
}

/** "mostly 48 ms, at most 310 ms" over all that is loaded. */
function roundTripText(store: SeriesStore, participantId: string): string | null {
  const values = (store.of(participantId).columns[metricIndex.roundTripMs] ?? [])
    .filter((value) => value !== null)
    .toSorted((a, b) => a - b)
  const middle = values[values.length >> 1]
  const most = values.at(-1)
  if (middle === undefined || most === undefined) return 'not measured'
  return `mostly ${Math.round(middle)}\u2009ms, at most ${Math.round(most)}\u2009ms`
}
