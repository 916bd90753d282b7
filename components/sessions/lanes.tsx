'use client'

import { clsx } from 'clsx'
import { memo, useMemo, useRef, useSyncExternalStore } from 'react'
import { nearest } from '#components/charts/gaps.ts'
import { tickLabel, timeTicks } from '#components/charts/time-ticks.ts'
import type { TimeView } from '#components/charts/time-view.ts'
import { formatClock } from '#components/time/format-time.ts'
import { bandStatus } from '#components/ui/band.tsx'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { Finding } from '#lib/diagnosis/contract.ts'
import type { EventView, ParticipantView } from '#lib/sessions/contract.ts'
import { bandOfScore, type Lane } from '#lib/sessions/lanes.ts'
import { chartSpecs, formatValue, metricIndex } from './chart-specs.ts'
import { describeEvent } from './event-text.ts'
import { barHeight, LaneFindings } from './findings/lane-findings.tsx'
import { barRows, onLane } from './findings/pack-bars.ts'
import { namesIn } from './findings/verdict.ts'
import { nameOf, onlyChats } from './headline.ts'
import { clusterGlyphs, GlyphShape, glyphWords } from './lane-glyph.tsx'
import { LanePicture, type LaneScale, laneHeight, laneRows } from './lane-picture.tsx'
import { LiveText } from './live-text.tsx'
import { PainMinutes } from './pain-minutes.tsx'
import { PersonName } from './person-name.tsx'
import type { SeriesStore } from './series-store.ts'
import { TimeCursor } from './time-cursor.tsx'
import { useWidth } from './use-width.ts'

const stateWords: Record<ParticipantView['state'], string> = {
  joining: 'joining',
  present: 'in call',
  'no-telemetry': 'no telemetry',
  left: 'left',
}

type Props = {
  participants: readonly ParticipantView[]
  lanes: readonly Lane[]
  store: SeriesStore
  view: TimeView
  zone: string
  focus: string | null
  onFocus: (participantId: string | null) => void
  onEvent: (event: EventView) => void
  findings: readonly Finding[]
  selected: string | null
  /** marks on the whole call: notes at a moment */
  moments: readonly CallMoment[]
}
export type CallMoment = { id: string; at: number; words: string }

/** Everybody in the call on one time axis: who was there, how it was, what happened. */
export const Lanes = memo(function Lanes(props: Props) {
  const { participants, lanes, view, zone, store, focus } = props
  const column = useRef<HTMLDivElement>(null)
  const width = useWidth(column)
  const window = useSyncExternalStore(view.onWindow, view.window, view.window)
  const scale = { from: window.from, to: window.to, width }
  const withScreen = lanes.some((lane) => lane.media.screen.length > 0)
  const byId = useMemo(() => new Map(lanes.map((lane) => [lane.participantId, lane])), [lanes])
  const byPerson = useMemo(
    () => Map.groupBy(onLane(props.findings), ({ participantId }) => participantId),
    [props.findings],
  )
  const names = useMemo(() => namesIn(participants), [participants])
  const bars = { nameOf: names, scale, zone, selected: props.selected }
  return (
    <div className="relative">
      <HatchDefs />
      <div className="md:grid md:grid-cols-[200px_minmax(0,1fr)]">
        <div className="hidden md:block" />
        <TimeAxis scale={scale} zone={zone} />
      </div>
      <CallLane bars={bars} findings={byPerson.get(null) ?? none} moments={props.moments} view={view} />
      {participants.map((person) => {
        const found = byPerson.get(person.participantId) ?? none
        const height = laneHeight(withScreen)
        const rows = barRows(found, window.spanTo)
        return (
          <div
            className={clsx(
              'scroll-mt-28 border-t border-border md:grid md:grid-cols-[200px_minmax(0,1fr)]',
              focus !== null && focus !== person.participantId && 'opacity-55',
            )}
            id={laneId(person.participantId)}
            key={person.participantId}
          >
            <LaneLabel person={person} withScreen={withScreen} {...props} />
            <div className="relative" style={{ height: height + barsHeight(rows) }}>
              <LaneOf lane={byId.get(person.participantId)} scale={scale} withScreen={withScreen} />
              <LaneMarks
                lane={byId.get(person.participantId)}
                onEvent={props.onEvent}
                scale={scale}
                view={view}
              />
              <LaneFindings findings={found} rows={rows} top={height} {...bars} />
            </div>
          </div>
        )
      })}
      <div className="pointer-events-none absolute inset-0 md:left-[200px]" ref={column}>
        <TimeCursor
          sayMoment={(at) => describeMoment(at, participants, store, zone)}
          focusedId={focus}
          participants={participants}
          store={store}
          view={view}
        />
      </div>
    </div>
  )
})

const none: readonly never[] = []
/** Where evidence without a chart leads to. */
export const laneId = (participantId: string) => `lane-${participantId}`

const barsHeight = (rows: number) => (rows === 0 ? 0 : rows * barHeight + 3)

/** What belongs to the whole call: findings on nobody's own side, and notes at a moment. */
function CallLane({
  findings,
  moments,
  bars,
  view,
}: {
  findings: readonly Finding[]
  moments: readonly CallMoment[]
  bars: Pick<Parameters<typeof LaneFindings>[0], 'nameOf' | 'scale' | 'zone' | 'selected'>
  view: TimeView
}) {
  if (findings.length === 0 && moments.length === 0) return null
  const { from, to, width } = bars.scale
  const top = moments.length > 0 ? 20 : 3
  const rows = barRows(findings, to)
  return (
    <div className="border-t border-border md:grid md:grid-cols-[200px_minmax(0,1fr)]">
      <p className="py-1 text-ui font-medium">The whole call</p>
      <div className="relative" style={{ height: Math.max(24, top + barsHeight(rows)) }}>
        {moments
          .filter(({ at }) => at >= from && at <= to)
          .map(({ id, at, words }) => (
            <button
              aria-label={words}
              className="absolute top-0.5 z-20 flex size-4 items-center justify-center rounded-sm bg-surface hover:bg-text hover:text-surface"
              key={id}
              onClick={() => view.pin(at)}
              style={{
                left: Math.min(Math.max(0, ((at - from) / Math.max(1, to - from)) * width - 8), width - 16),
              }}
              title={words}
              type="button"
            >
              <NoteShape />
            </button>
          ))}
        <LaneFindings findings={findings} rows={rows} top={top} {...bars} />
      </div>
    </div>
  )
}

function NoteShape() {
  return (
    <svg
      aria-hidden="true"
      className="fill-none stroke-current"
      height="14"
      strokeLinejoin="round"
      strokeWidth="1.4"
      viewBox="0 0 14 14"
      width="14"
    >
      <path d="M2.5 2h9v6.5L8 12H2.5zM8 12V8.5h3.5" />
    </svg>
  )
}

function LaneOf({ lane, ...rest }: { lane: Lane | undefined; scale: LaneScale; withScreen: boolean }) {
  return lane && rest.scale.width > 0 ? <LanePicture lane={lane} {...rest} /> : null
}

function HatchDefs() {
  return (
    <svg aria-hidden="true" className="absolute" height="0" width="0">
      <defs>
        <pattern
          height="7"
          id="lane-hatch"
          patternTransform="rotate(-45)"
          patternUnits="userSpaceOnUse"
          width="7"
        >
          <rect className="fill-unk-soft" height="7" width="7" />
          <path className="stroke-unk" d="M0 0H7" opacity="0.55" strokeWidth="2.4" />
        </pattern>
      </defs>
    </svg>
  )
}

function TimeAxis({ scale, zone }: { scale: { from: number; to: number; width: number }; zone: string }) {
  const { at, stepMs } = timeTicks(scale.from, scale.to, Math.max(2, Math.floor(scale.width / 96)))
  const x = (t: number) => ((t - scale.from) / Math.max(1, scale.to - scale.from)) * scale.width
  return (
    <svg aria-hidden="true" className="block h-5 w-full overflow-visible text-[10px]">
      {at.map((t) => (
        <g key={t}>
          <path className="stroke-border-strong" d={`M${x(t)} 15v5`} />
          <text
            className="fill-text-3"
            textAnchor={x(t) < 20 ? 'start' : x(t) > scale.width - 24 ? 'end' : 'middle'}
            x={x(t)}
            y="11"
          >
            {tickLabel(t, stepMs, zone)}
          </text>
        </g>
      ))}
    </svg>
  )
}

const rowWords = [
  { word: 'quality', top: laneRows.quality + 5 },
  { word: 'link', top: laneRows.link - 3 },
  { word: 'mic', top: laneRows.mic - 3 },
  { word: 'camera', top: laneRows.camera - 3 },
  { word: 'screen', top: laneRows.screen - 3 },
]

function LaneLabel({
  person,
  store,
  view,
  focus,
  onFocus,
  withScreen,
}: Props & { person: ParticipantView; withScreen: boolean }) {
  const on = useMemo(() => [view.onCursor, view.onWindow], [view])
  const status = bandStatus[person.band]
  const focused = focus === person.participantId
  return (
    <div className="relative z-20 flex min-w-0 py-1.5 md:pr-2">
      <div className="flex min-w-0 flex-1 flex-row items-center gap-x-3 md:flex-col md:items-start md:gap-y-0.5">
        <button
          aria-pressed={focused}
          className="flex min-h-6 min-w-0 max-w-full items-center gap-1.5 text-left text-ui font-medium hover:underline"
          onClick={() => onFocus(focused ? null : person.participantId)}
          title={focused ? 'Show everybody' : 'Show only this participant'}
          type="button"
        >
          <StatusGlyph size={14} token={status.token} />
          <PersonName name={nameOf(person)} />
        </button>
        <span className="shrink-0 truncate text-xs text-text-2 md:max-w-full">
          {person.state === 'left'
            ? `left${person.leftReason ? ` (${person.leftReason})` : ''}`
            : status.word}
          {person.state !== 'left' && person.state !== 'present' && ` · ${stateWords[person.state]}`}
        </span>
        <span className="shrink-0 truncate text-2xs text-text-2 md:max-w-full">
          <PainMinutes minutes={person.painMinutes} />
        </span>
        <LiveText
          className="truncate text-2xs text-text-3"
          on={on}
          read={() => atCursor(person, store, view)}
        />
      </div>
      <div
        aria-hidden="true"
        className="relative hidden w-11 shrink-0 text-right text-[10px] leading-3 text-text-3 md:block"
      >
        {rowWords
          .filter(({ word }) => withScreen || word !== 'screen')
          .filter(({ word }) => word === 'quality' || !onlyChats(person))
          .map(({ word, top }) => (
            <span className="absolute right-0" key={word} style={{ top: top - 2 }}>
              {word}
            </span>
          ))}
      </div>
    </div>
  )
}

/** The marks lie above the time cursor so that each can be pointed at; the event list is the way without a mouse. */
function LaneMarks({
  lane,
  scale,
  onEvent,
  view,
}: {
  lane: Lane | undefined
  scale: LaneScale
  onEvent: (event: EventView) => void
  view: TimeView
}) {
  const toX = (at: number) => ((at - scale.from) / Math.max(1, scale.to - scale.from)) * scale.width
  const shown = lane?.glyphs.filter((glyph) => glyph.at >= scale.from && glyph.at <= scale.to) ?? []
  if (scale.width === 0) return null
  return clusterGlyphs(shown, toX, 15).map(({ x, glyphs }) => {
    const [first] = glyphs
    if (!first) return null
    return (
      <button
        aria-hidden="true"
        className="absolute z-20 flex h-4 items-center rounded-sm bg-surface text-2xs text-text hover:bg-text hover:text-surface"
        key={`${first.event.boot} ${first.event.seq}`}
        onClick={() => {
          view.pin(first.at)
          onEvent(first.event)
        }}
        style={{ left: Math.max(0, Math.min(x - 7, scale.width - 16)), top: laneRows.glyphs }}
        tabIndex={-1}
        title={glyphs.map((glyph) => `${glyphWords[glyph.kind]}: ${describeEvent(glyph.event)}`).join('\n')}
        type="button"
      >
        <GlyphShape kind={first.kind} />
        {glyphs.length > 1 && <span className="pr-0.5">{glyphs.length}</span>}
      </button>
    )
  })
}

const cursorSpecs = ['round-trip', 'loss-in'].flatMap((id) => chartSpecs.filter((spec) => spec.id === id))

/** What a lane says about the moment under the cursor. */
function atCursor(person: ParticipantView, store: SeriesStore, view: TimeView): string {
  const at = view.cursor()
  if (at === null) return pathText(person)
  const series = store.of(person.participantId)
  const i = nearest(series.at, at, series.silenceMs)
  if (i === null) return 'no data here'
  const score = series.columns[metricIndex.score]?.[i] ?? null
  const parts = cursorSpecs.flatMap((spec) => {
    const value = spec.lines
      .map((line) => series.columns[metricIndex[line.metric]]?.[i] ?? null)
      .find((v) => v !== null)
    return value === null || value === undefined ? [] : [formatValue(value, spec)]
  })
  return [
    score === null ? 'not scored' : `${score.toFixed(1)} ${bandStatus[bandOfScore(score)].word}`,
    ...parts,
  ].join(' · ')
}

function pathText(person: ParticipantView): string {
  const { path, browser, transport } = person
  if (onlyChats(person)) return [browser, 'chat only'].filter(Boolean).join(' · ')
  const via =
    path.localCandidateType === 'relay'
      ? `relay ${path.relayProtocol ?? path.protocol ?? ''}`
      : (path.protocol ?? '')
  return [browser, via.trim(), transport === 'connected' || transport === 'new' ? '' : transport]
    .filter(Boolean)
    .join(' · ')
}

function describeMoment(
  at: number,
  participants: readonly ParticipantView[],
  store: SeriesStore,
  zone: string,
): string {
  const people = participants.slice(0, 8).map((person) => {
    const series = store.of(person.participantId)
    const i = nearest(series.at, at, series.silenceMs)
    const score = i === null ? null : (series.columns[metricIndex.score]?.[i] ?? null)
    return `${nameOf(person)} ${score === null ? 'not scored' : `${score.toFixed(1)} ${bandStatus[bandOfScore(score)].word}`}`
  })
  return `${formatClock(at, zone, true)}: ${people.join(', ')}`
}
