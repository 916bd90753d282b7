import { limits } from '#lib/diagnosis/limits.ts'
import { type TrackMetric, type TrackSeries, trackMetrics } from '#lib/sessions/track-contract.ts'
import { formatValue, niceTop } from '../chart-specs.ts'

export type OneTrack = TrackSeries['tracks'][number]

/** One row of the two ends of a stream: what the sender knows beside what the receiver knows. */
export type StreamSpec = {
  metric: TrackMetric
  unit: string
  digits: number
  leastTop: number
  /** what the number means at each end; null = this end cannot know */
  sent: string | null
  received: string | null
  kind: 'audio' | 'video' | 'both'
  limit: { value: number; label: string } | null
  factor: number
}

const base = { digits: 0, leastTop: 10, limit: null, factor: 1, kind: 'both' } as const
const at = (value: number, unit: string) => ({ value, label: `${value}\u2009${unit} minor` })

export const streamSpecs: readonly StreamSpec[] = [
  {
    ...base,
    metric: 'lossPct',
    unit: '%',
    digits: 1,
    leastTop: 5,
    sent: 'Lost, as the far end reports',
    received: 'Lost on the way here',
    limit: at(limits.loss.minor, '%'),
  },
  {
    ...base,
    metric: 'kbps',
    unit: 'kbit/s',
    leastTop: 60,
    sent: 'Bitrate sent',
    received: 'Bitrate received',
  },
  {
    ...base,
    metric: 'fps',
    unit: 'fps',
    leastTop: 32,
    kind: 'video',
    sent: 'Frames encoded',
    received: 'Frames shown',
    limit: at(limits.frameRate.minor, 'fps'),
  },
  {
    ...base,
    metric: 'heightPx',
    unit: 'px',
    leastTop: 400,
    kind: 'video',
    sent: 'Picture height sent',
    received: 'Picture height received',
  },
  {
    ...base,
    metric: 'freezeRatio',
    unit: '%',
    factor: 100,
    kind: 'video',
    sent: null,
    received: 'Time frozen',
    limit: at(100 * limits.freezes.minor, '%'),
  },
  {
    ...base,
    metric: 'concealPct',
    unit: '%',
    digits: 1,
    leastTop: 5,
    kind: 'audio',
    sent: null,
    received: 'Sound made up',
    limit: at(limits.burst.concealPct, '%'),
  },
  {
    ...base,
    metric: 'jitterMs',
    unit: 'ms',
    leastTop: 40,
    sent: 'Jitter, as the far end reports',
    received: 'Jitter',
    limit: at(limits.jitter.minor, 'ms'),
  },
  {
    ...base,
    metric: 'codecMs',
    unit: 'ms',
    digits: 1,
    leastTop: 40,
    kind: 'video',
    sent: 'Time to encode a frame',
    received: null,
  },
  {
    ...base,
    metric: 'limitedRatio',
    unit: '%',
    factor: 100,
    leastTop: 100,
    kind: 'video',
    sent: 'Time held back by network or computer',
    received: null,
  },
]

/** Rows that make sense for audio or video. */
export const specsFor = (kind: 'audio' | 'video') =>
  streamSpecs.filter((spec) => spec.kind === 'both' || spec.kind === kind)

/** A track's column in the unit that is shown. */
export function columnOf(track: OneTrack | null, spec: StreamSpec): (number | null)[] {
  const column = track?.values[trackMetrics.indexOf(spec.metric)] ?? []
  return spec.factor === 1 ? column : column.map((value) => (value === null ? null : value * spec.factor))
}

/** The scale that both ends share. */
export function rangeOf(tracks: readonly (OneTrack | null)[], spec: StreamSpec): readonly [number, number] {
  let highest = spec.leastTop
  for (const track of tracks)
    for (const value of columnOf(track, spec)) if (value !== null && value > highest) highest = value
  return [0, highest > spec.leastTop ? niceTop(highest) : spec.leastTop]
}

/** "0–7.8 %, mostly 0.2 %" of what is inside the window. */
export function columnText(track: OneTrack | null, spec: StreamSpec, from: number, to: number): string {
  const column = columnOf(track, spec)
  const values = column
    .filter((value, i): value is number => {
      const t = track?.at[i] ?? 0
      return value !== null && t >= from && t <= to
    })
    .toSorted((a, b) => a - b)
  const [low, high, middle] = [values[0], values.at(-1), values[values.length >> 1]]
  if (low === undefined || high === undefined || middle === undefined) return 'Not measured.'
  const word = (value: number) => formatValue(value, spec)
  if (word(low) === word(high)) return `${word(low)} throughout.`
  return `${formatValue(low, { ...spec, unit: 'MOS' })}–${word(high)}, mostly ${word(middle)}.`
}

/** "Camera, video": what a stream carries. */
export function streamWord({ type, source }: Pick<OneTrack, 'type' | 'source'>): string {
  if (source === 'screen') return type.endsWith('audio') ? 'Sound of the screen' : 'Screen'
  return type.endsWith('audio') ? 'Audio' : 'Video'
}
