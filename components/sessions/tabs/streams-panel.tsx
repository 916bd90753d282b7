'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import { nearest } from '#components/charts/gaps.ts'
import { LineChart } from '#components/charts/line-chart.tsx'
import type { TimeView } from '#components/charts/time-view.ts'
import { api } from '#components/query/api.ts'
import { formatClock } from '#components/time/format-time.ts'
import { Button } from '#components/ui/button.tsx'
import { silenceAfterMs } from '#lib/sessions/lanes.ts'
import { type TrackSeries, trackSeriesSchema } from '#lib/sessions/track-contract.ts'
import { formatValue } from '../chart-specs.ts'
import { LiveText } from '../live-text.tsx'
import { PersonName } from '../person-name.tsx'
import { ParticipantPicker } from './participant-picker.tsx'
import {
  columnOf,
  columnText,
  type OneTrack,
  rangeOf,
  type StreamSpec,
  specsFor,
  streamWord,
} from './stream-specs.ts'

type Person = { participantId: string; name: string }
type Props = {
  sessionId: string
  people: readonly Person[]
  focus: string | null
  view: TimeView
  zone: string
  live: boolean
}

const liveEveryMs = 15_000

/** The two ends of one stream side by side: what was sent, and what became of it on the way. */
export function StreamsPanel({ sessionId, people, focus, view, zone, live }: Props) {
  const [chosen, setChosen] = useState(focus ?? people[0]?.participantId ?? '')
  const person = focus ?? chosen
  const series = useQuery({
    queryKey: ['session-tracks', sessionId, person],
    queryFn: ({ signal }) =>
      api(
        `/api/v1/sessions/${encodeURIComponent(sessionId)}/tracks/series?participant=${encodeURIComponent(person)}`,
        trackSeriesSchema,
        { signal },
      ),
    enabled: person !== '',
    staleTime: liveEveryMs,
    refetchInterval: live ? liveEveryMs : false,
    placeholderData: keepPreviousData,
  })
  const nameOf = (participantId: string) =>
    people.find((one) => one.participantId === participantId)?.name ?? 'somebody'
  return (
    <section aria-labelledby="streams-title">
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="text-base font-semibold" id="streams-title">
          Both ends of one stream
        </h2>
        <ParticipantPicker
          label="Streams of"
          locked={focus !== null}
          onChoose={setChosen}
          people={people}
          value={person}
        />
      </div>
      {series.isPending && person !== '' && <div aria-hidden="true" className="skeleton h-48" />}
      {series.isError && (
        <p className="flex flex-wrap items-center gap-3 text-ui">
          The streams did not load. <Button onClick={() => void series.refetch()}>Try again</Button>
        </p>
      )}
      {series.data && (
        <Streams nameOf={nameOf} person={person} series={series.data} view={view} zone={zone} />
      )}
    </section>
  )
}

type Ends = { key: string; sender: OneTrack | null; receiver: OneTrack | null }

/** All streams of a participant: pairs first, then ends whose other end does not report. */
function endsOf({ tracks, pairs }: TrackSeries, person: string): Ends[] {
  const byKey = new Map(tracks.map((track) => [track.key, track]))
  const paired = pairs.map(({ sender, receiver }) => ({
    key: `${sender} ${receiver}`,
    sender: byKey.get(sender) ?? null,
    receiver: byKey.get(receiver) ?? null,
  }))
  const inPairs = new Set(pairs.flatMap(({ sender, receiver }) => [sender, receiver]))
  const single = tracks
    .filter((track) => track.participantId === person && !inPairs.has(track.key))
    .map((track) =>
      track.type.startsWith('outbound')
        ? { key: track.key, sender: track, receiver: null }
        : { key: track.key, sender: null, receiver: track },
    )
  return [...paired, ...single]
}

function Streams({
  series,
  person,
  nameOf,
  view,
  zone,
}: {
  series: TrackSeries
  person: string
  nameOf: (participantId: string) => string
  view: TimeView
  zone: string
}) {
  const all = useMemo(() => endsOf(series, person), [series, person])
  const [wanted, setWanted] = useState('')
  const [asTable, setAsTable] = useState(false)
  const ends = all.find(({ key }) => key === wanted) ?? all[0]
  if (!ends)
    return (
      <p className="hatched rounded-md p-4 text-center text-ui text-text-2">
        No stream of this participant is stored.
      </p>
    )
  const label = ({ sender, receiver }: Ends) => {
    const track = sender ?? receiver
    const who = (one: OneTrack | null) =>
      one === null ? 'somebody who does not report' : nameOf(one.participantId)
    return track ? `${streamWord(track)}: ${who(sender)} → ${who(receiver)}` : ''
  }
  const kind = (ends.sender ?? ends.receiver)?.type.endsWith('audio') ? 'audio' : 'video'
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <select
          aria-label="Stream"
          className="h-8 min-w-0 max-w-full rounded-md border border-border bg-surface px-2 text-ui pointer-coarse:h-11"
          onChange={(event) => setWanted(event.currentTarget.value)}
          value={ends.key}
        >
          {all.map((one) => (
            <option key={one.key} value={one.key}>
              {label(one)}
            </option>
          ))}
        </select>
        <button
          aria-expanded={asTable}
          className="min-h-6 text-xs text-text-2 underline decoration-border-strong underline-offset-2 hover:text-text pointer-coarse:min-h-11"
          onClick={() => setAsTable(!asTable)}
          type="button"
        >
          {asTable ? 'Hide table' : 'Show as table'}
        </button>
        {series.cut && (
          <span className="text-xs text-text-2">
            More streams than are shown: choose another participant.
          </span>
        )}
      </div>
      <div className="grid gap-x-5 gap-y-3 sm:grid-cols-2">
        <EndTitle end={ends.sender} nameOf={nameOf} word="sends" />
        <EndTitle end={ends.receiver} nameOf={nameOf} word="receives" />
        {specsFor(kind).map((spec) => (
          <Row ends={ends} key={spec.metric} spec={spec} view={view} zone={zone} />
        ))}
      </div>
      {asTable && <EndsTable ends={ends} kind={kind} view={view} zone={zone} />}
    </>
  )
}

function EndTitle({
  end,
  nameOf,
  word,
}: {
  end: OneTrack | null
  nameOf: (participantId: string) => string
  word: string
}) {
  return (
    <h3 className="hidden min-w-0 items-baseline gap-1.5 border-b border-border pb-1 text-ui font-semibold sm:flex">
      {end === null ? (
        <span className="font-normal text-text-2">This end does not report</span>
      ) : (
        <>
          <PersonName name={nameOf(end.participantId)} /> {word}
          <span className="ms-auto font-mono text-2xs font-normal text-text-3">{end.codec ?? ''}</span>
        </>
      )}
    </h3>
  )
}

function Row({
  ends: { sender, receiver },
  spec,
  view,
  zone,
}: {
  ends: Ends
  spec: StreamSpec
  view: TimeView
  zone: string
}) {
  const range = useMemo(() => {
    const both = rangeOf([sender, receiver], spec)
    return () => both
  }, [sender, receiver, spec])
  return (
    <>
      <End range={range} spec={spec} title={spec.sent} track={sender} view={view} zone={zone} />
      <End range={range} spec={spec} title={spec.received} track={receiver} view={view} zone={zone} />
    </>
  )
}

const noNews = () => () => {}

function End({
  track,
  title,
  spec,
  range,
  view,
  zone,
}: {
  track: OneTrack | null
  title: string | null
  spec: StreamSpec
  range: () => readonly [number, number]
  view: TimeView
  zone: string
}) {
  const silenceMs = useMemo(() => silenceAfterMs(track?.at ?? []), [track])
  const column = useMemo(() => columnOf(track, spec), [track, spec])
  const read = useCallback(
    () => ({ at: track?.at ?? [], columns: [column], silenceMs }),
    [track, column, silenceMs],
  )
  const moments = useMemo(() => [view.onCursor, view.onWindow], [view])
  const windows = useMemo(() => [view.onWindow], [view])
  const labels = useMemo(() => [''], [])
  const limits = useMemo(() => (spec.limit === null ? [] : [spec.limit]), [spec])
  if (title === null || track === null || column.every((value) => value === null))
    return (
      <p className="hidden items-center text-xs text-text-3 sm:flex">
        {title === null ? '' : `${title}: not measured at this end.`}
      </p>
    )
  const value = () => {
    const cursor = view.cursor()
    const i = cursor === null ? null : nearest(track.at, cursor, silenceMs)
    const at = i === null ? null : (column[i] ?? null)
    return cursor === null ? '' : at === null ? 'no data here' : formatValue(at, spec)
  }
  return (
    <figure className="m-0 min-w-0">
      <figcaption className="flex h-5 items-baseline justify-between gap-2 text-xs">
        <span className="truncate font-medium">
          {title} <span className="font-normal text-text-3">{spec.unit}</span>
        </span>
        <LiveText className="shrink-0 text-text-2" on={moments} read={value} />
      </figcaption>
      <div aria-label={title} role="img">
        <LineChart
          height={96}
          // new history means a new chart: the canvas reads these arrays as they are
          key={track.at.at(-1) ?? 0}
          labels={labels}
          onData={noNews}
          range={range}
          read={read}
          thresholds={limits}
          view={view}
          zone={zone}
        />
      </div>
      <p className="min-h-4 text-2xs text-text-3">
        <LiveText on={windows} read={() => columnText(track, spec, view.window().from, view.window().to)} />
      </p>
    </figure>
  )
}

const mostRows = 120

/** The same numbers for who reads or copies: one line per report of the sender, the receiver's nearest beside it. */
function EndsTable({
  ends: { sender, receiver },
  kind,
  view,
  zone,
}: {
  ends: Ends
  kind: 'audio' | 'video'
  view: TimeView
  zone: string
}) {
  const window = useSyncExternalStore(view.onWindow, view.window, view.window)
  const columns = specsFor(kind).flatMap((spec) => [
    ...(sender && spec.sent ? [{ spec, track: sender, title: spec.sent }] : []),
    ...(receiver && spec.received ? [{ spec, track: receiver, title: spec.received }] : []),
  ])
  const shown = ((sender ?? receiver)?.at ?? []).filter((at) => at >= window.from && at <= window.to)
  const every = Math.max(1, Math.ceil(shown.length / mostRows))
  return (
    <section
      aria-label="Both ends as a table"
      className="mt-3 max-h-80 overflow-auto rounded-md border border-border"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
    >
      <table className="w-full border-collapse text-xs">
        <thead className="sticky top-0 bg-raised text-left">
          <tr>
            <th className="px-2 py-1 font-medium">Time</th>
            {columns.map(({ title, spec, track }) => (
              <th className="px-2 py-1 text-right font-medium" key={`${track.key} ${title}`}>
                {title}, {spec.unit}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown
            .filter((_at, i) => i % every === 0)
            .toReversed()
            .map((at) => (
              <tr className="border-t border-border" key={at}>
                <th className="whitespace-nowrap px-2 py-0.5 text-left font-normal text-text-2">
                  {formatClock(at, zone, true)}
                </th>
                {columns.map(({ title, spec, track }) => (
                  <td className="px-2 py-0.5 text-right" key={`${track.key} ${title}`}>
                    {valueAt(track, spec, at)}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}

function valueAt(track: OneTrack, spec: StreamSpec, at: number): string {
  const i = nearest(track.at, at, 5_000)
  const value = i === null ? null : (columnOf(track, spec)[i] ?? null)
  return value === null ? '–' : formatValue(value, { ...spec, unit: 'MOS' })
}
