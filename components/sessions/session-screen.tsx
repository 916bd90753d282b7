'use client'

import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { BandBars } from '#components/charts/band-bars.tsx'
import { type BandCounts, bandsOverTime, bucketFor } from '#components/charts/minute-bands.ts'
import { TimeView } from '#components/charts/time-view.ts'
import { grow, reveal, zoomTo } from '#components/charts/time-window.ts'
import { useZone } from '#components/time/use-zone.ts'
import { Button } from '#components/ui/button.tsx'
import { ErrorBoundary } from '#components/ui/error-boundary.tsx'
import type { EventView, ParticipantView, SessionDetail } from '#lib/sessions/contract.ts'
import { type Lane, laneOf } from '#lib/sessions/lanes.ts'
import { metricIndex } from './chart-specs.ts'
import { ChartsPanel } from './charts-panel.tsx'
import { ChatPanel } from './chat-panel.tsx'
import { EventList, eventKey } from './event-list.tsx'
import { nameOf, onlyChats } from './headline.ts'
import { LaneLegend } from './lane-legend.tsx'
import { Lanes } from './lanes.tsx'
import type { SeriesStore } from './series-store.ts'
import { SessionHeader } from './session-header.tsx'
import { TimeControls } from './time-controls.tsx'
import { TrackTables } from './track-tables.tsx'
import { WhenNear } from './when-near.tsx'

type PanelState = 'loading' | 'failed' | 'ready'
export type SessionScreenProps = {
  detail: SessionDetail
  events: readonly EventView[]
  store: SeriesStore
  /** the server's clock, once a second */
  now: number
  history: PanelState
  eventsState: PanelState
  onRetry: () => void
}

/** One call: what is wrong, for whom, when, and the measurements that say so. */
export function SessionScreen({
  detail,
  events,
  store,
  now,
  history,
  eventsState,
  onRetry,
}: SessionScreenProps) {
  const { session } = detail
  const zone = useZone()
  const live = session.state === 'live'
  const end = live ? now : (session.endedAt ?? session.lastReportAt ?? now)
  const participants = useOrdered(detail.participants)
  const [view] = useState(() => viewFromLink(session.startedAt, end, live))
  const [focus, setFocus] = useFocus(participants)
  const [selected, setSelected] = useState<string | null>(null)
  const onEvent = useCallback((event: EventView) => {
    setSelected(eventKey(event))
    document
      .querySelector(`[data-event="${CSS.escape(eventKey(event))}"]`)
      ?.scrollIntoView({ block: 'nearest' })
  }, [])
  useEffect(
    () => view.change((window) => grow(window, session.startedAt, end, live)),
    [view, session.startedAt, end, live],
  )
  useKeepInLink(view, focus)
  const lanes = useLanes(participants, events, store, end, live)
  const people = usePeople(withMedia(participants), focus)
  const everybody = usePeople(participants, null)

  return (
    <div className="flex flex-col gap-5">
      <SessionHeader now={now} participants={participants} session={session} view={view} />
      <section aria-labelledby="lanes-title" className="rounded-lg border border-border bg-surface p-3">
        <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-2">
          <h2 className="text-base font-semibold" id="lanes-title">
            Participants
          </h2>
          {focus !== null && (
            <Button look="bare" onClick={() => setFocus(null)}>
              Show everybody
            </Button>
          )}
          <div className="min-w-0 flex-1">
            <TimeControls view={view} zone={zone} />
          </div>
        </div>
        <ErrorBoundary what="The lanes">
          {participants.length === 0 ? (
            <p className="hatched rounded-md p-6 text-center text-sm text-text-2">
              {live
                ? 'Nobody has reported anything yet. The first report appears here by itself.'
                : 'Nobody reported anything in this call.'}
            </p>
          ) : (
            <WhenNear least="6rem">
              <Lanes
                focus={focus}
                lanes={lanes}
                onEvent={onEvent}
                onFocus={setFocus}
                participants={participants}
                store={store}
                view={view}
                zone={zone}
              />
            </WhenNear>
          )}
        </ErrorBoundary>
        <LaneLegend />
      </section>
      <ChatPanel end={end} events={events} participants={focusedOf(participants, focus)} view={view} />
      {!live && history === 'ready' && participants.length > 0 && (
        <Distribution end={end} lanes={lanes} start={session.startedAt} zone={zone} />
      )}
      {!participants.every(onlyChats) && <JumpLinks />}
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_360px]">
        {participants.length > 0 && participants.every(onlyChats) && <NoMedia />}
        <div className={participants.every(onlyChats) ? 'hidden' : 'flex min-w-0 flex-col gap-5'}>
          <section aria-labelledby="charts-title">
            <h2 className="mb-3 text-base font-semibold" id="charts-title">
              Measurements
            </h2>
            {history === 'failed' && <Failed onRetry={onRetry} what="The measurements of earlier" />}
            {history === 'loading' && <div aria-hidden="true" className="skeleton mb-4 h-36" />}
            {people.length > 0 && <ChartsPanel people={people} store={store} view={view} zone={zone} />}
          </section>
          <section aria-labelledby="tracks-title">
            <h2 className="mb-3 text-base font-semibold" id="tracks-title">
              Tracks
            </h2>
            <WhenNear least="12rem">
              <TrackTables now={detail.serverTime} participants={focusedOf(participants, focus)} />
            </WhenNear>
          </section>
        </div>
        <section
          aria-labelledby="events-title"
          className="flex min-w-0 flex-col rounded-lg border border-border bg-surface p-3 xl:sticky xl:top-16 xl:max-h-[calc(100vh-5rem)] xl:self-start"
        >
          <h2 className="mb-2 text-base font-semibold" id="events-title">
            Events
          </h2>
          <ErrorBoundary what="The event list">
            <EventList
              events={events}
              focus={focus}
              onRetry={onRetry}
              onSelect={onEvent}
              participants={everybody}
              selected={selected}
              state={eventsState}
              view={view}
              zone={zone}
            />
          </ErrorBoundary>
        </section>
      </div>
    </div>
  )
}

/** A chat has no charts of sound and picture: one sentence instead of a page of "no data". */
function NoMedia() {
  return (
    <p className="self-start rounded-lg border border-border bg-surface p-3 text-ui text-text-2">
      This is a chat without a call: there is no sound or picture to measure. Its messages are shown above.
    </p>
  )
}

/** On a narrow screen the parts stand below each other: here is the way to each. */
function JumpLinks() {
  return (
    <nav aria-label="Parts of this page" className="flex gap-4 text-ui xl:hidden">
      {[
        ['charts-title', 'Measurements'],
        ['tracks-title', 'Tracks'],
        ['events-title', 'Events'],
      ].map(([id, word]) => (
        <a
          className="flex min-h-6 items-center underline underline-offset-2 pointer-coarse:min-h-11"
          href={`#${id}`}
          key={id}
        >
          {word}
        </a>
      ))}
    </nav>
  )
}

function Failed({ what, onRetry }: { what: string; onRetry: () => void }) {
  return (
    <div className="hatched mb-4 flex flex-wrap items-center gap-3 rounded-lg border border-border-strong p-3 text-ui">
      <p>{what} did not load. What arrives from now on is shown.</p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  )
}

function Distribution({
  lanes,
  start,
  end,
  zone,
}: {
  lanes: readonly Lane[]
  start: number
  end: number
  zone: string
}) {
  const bucketMs = bucketFor(end - start, 60)
  const data = useMemo(
    () =>
      bandsOverTime(
        lanes.map((lane) => lane.quality),
        start,
        end,
        bucketMs,
      ),
    [lanes, start, end, bucketMs],
  )
  const sentence = distributionText(data)
  return (
    <section aria-labelledby="bands-title" className="rounded-lg border border-border bg-surface p-3">
      <h2 className="text-base font-semibold" id="bands-title">
        Participants by quality over time
      </h2>
      <p className="mb-2 text-xs text-text-2">{sentence}</p>
      <ErrorBoundary what="This chart">
        <BandBars bucketMs={bucketMs} data={data} label={sentence} people={lanes.length} zone={zone} />
      </ErrorBoundary>
    </section>
  )
}

/** Only what was scored may be called well. */
function distributionText(data: readonly BandCounts[]): string {
  const scored = data.filter((each) => each.good + each.fair + each.poor + each.bad > 0)
  const bad = scored.filter((each) => each.bad + each.poor > 0)
  if (scored.length === 0) return 'Nothing could be scored.'
  if (bad.length === 0) return 'Nobody was poor or bad while scored.'
  return `Somebody was poor or bad in ${bad.length} of ${data.length} stretches.`
}

/** In the order of joining, so that a lane never changes its place while somebody reads it. */
function useOrdered(participants: readonly ParticipantView[]): readonly ParticipantView[] {
  return useMemo(
    () =>
      participants.toSorted(
        (a, b) => a.joinedAt - b.joinedAt || (a.participantId < b.participantId ? -1 : 1),
      ),
    [participants],
  )
}

const never = () => () => {}

function useLanes(
  participants: readonly ParticipantView[],
  events: readonly EventView[],
  store: SeriesStore,
  end: number,
  live: boolean,
): Lane[] {
  // While live, `end` moves every second and brings the newest samples with it: no second rendering for them.
  const version = useSyncExternalStore(live ? never : store.subscribe, store.version, store.version)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store is read anew at each version
  return useMemo(
    () =>
      participants.map((person) => {
        const { at, columns } = store.of(person.participantId)
        return laneOf(
          person,
          events,
          {
            at,
            score: columns[metricIndex.score] ?? [],
            outAudioKbps: columns[metricIndex.outAudioKbps] ?? [],
            outVideoKbps: columns[metricIndex.outVideoKbps] ?? [],
          },
          end,
        )
      }),
    [participants, events, store, end, version],
  )
}

/** Ids and names only, the same list until one of them changes: the charts must not be drawn for less. */
function usePeople(participants: readonly ParticipantView[], focus: string | null) {
  const key = JSON.stringify(
    focusedOf(participants, focus).map((person) => [person.participantId, nameOf(person)]),
  )
  return useMemo(
    () => (JSON.parse(key) as [string, string][]).map(([participantId, name]) => ({ participantId, name })),
    [key],
  )
}

const withMedia = (participants: readonly ParticipantView[]) =>
  participants.filter((person) => !onlyChats(person))

function focusedOf(participants: readonly ParticipantView[], focus: string | null) {
  return focus === null ? participants : participants.filter((person) => person.participantId === focus)
}

function linked(name: string): string | null {
  return typeof window === 'undefined' ? null : new URLSearchParams(window.location.search).get(name)
}

function viewFromLink(start: number, end: number, live: boolean): TimeView {
  const view = new TimeView(start, end, live)
  const at = Number(linked('t') ?? Number.NaN)
  if (Number.isFinite(at) && at >= start && at <= end) {
    view.pin(at)
    view.change((window) => (live ? zoomTo(window, at - 120_000, at + 60_000) : reveal(window, at)))
  }
  return view
}

function useFocus(participants: readonly ParticipantView[]) {
  const [wanted, setFocus] = useState<string | null>(() => linked('p'))
  const known = wanted !== null && participants.some((person) => person.participantId === wanted)
  return [known ? wanted : null, setFocus] as const
}

/** The address bar always leads back here: the pinned moment and the participant in focus. */
function useKeepInLink(view: TimeView, focus: string | null) {
  useEffect(() => {
    const keep = () => {
      const url = new URL(window.location.href)
      const at = view.pinned()
      if (at === null) url.searchParams.delete('t')
      else url.searchParams.set('t', String(Math.round(at)))
      if (focus === null) url.searchParams.delete('p')
      else url.searchParams.set('p', focus)
      if (url.href !== window.location.href) window.history.replaceState(null, '', url)
    }
    keep()
    return view.onPin(keep)
  }, [view, focus])
  useEffect(() => {
    const metric = linked('m')
    if (metric) document.getElementById(`m-${metric}`)?.scrollIntoView()
  }, [])
}
