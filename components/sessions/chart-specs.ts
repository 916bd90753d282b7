import { limits } from '#lib/diagnosis/limits.ts'
import { bandLimits } from '#lib/quality/model.ts'
import { type PointMetric, pointMetrics } from '#lib/sessions/contract.ts'

/** One small chart: which metrics, in which unit, from where on a value matters. */
export type ChartSpec = {
  id: string
  title: string
  unit: string
  /** one sentence for who does not know the word */
  meaning: string
  lines: readonly { metric: PointMetric; label: string }[]
  thresholds: readonly { value: number; label: string }[]
  /** named steps on the scale instead of round numbers */
  steps?: readonly { value: number; label: string }[]
  /** how many of the lines the sentence below the chart speaks of; all unless told */
  told?: number
  /** what is worse: higher, lower, or neither */
  worse: 'higher' | 'lower' | 'neither'
  digits: number
  /** the axis never ends below this, so that a calm line looks calm; `floor` is where it begins */
  leastTop: number
  floor: number
}

const thin = '\u2009'
const limit = (value: number, unit: string, word = '') => ({
  value,
  label: `${value}${thin}${unit}${word && ` ${word}`}`,
})
/** The limits of the diagnosis, so that a line and a finding never say different things. */
const steps = (unit: string, { minor, major, critical }: Steps, factor = 1) =>
  Object.entries({ minor, major, critical }).flatMap(([word, value]) =>
    value === undefined ? [] : [limit(Math.round(value * factor * 10) / 10, unit, word)],
  )
type Steps = { minor: number; major?: number; critical?: number }

export const chartSpecs: readonly ChartSpec[] = [
  {
    id: 'score',
    title: 'Score',
    unit: 'MOS',
    meaning: 'Estimated quality from 1 (unusable) to 4.5 (perfect); the worse of receiving and sending.',
    lines: [
      { metric: 'score', label: 'both' },
      { metric: 'receiveScore', label: 'receives' },
      { metric: 'sendScore', label: 'sends' },
    ],
    thresholds: [bandLimits.good, bandLimits.fair, bandLimits.poor].map((value) => ({ value, label: '' })),
    steps: [
      { value: 1, label: '1.0' },
      { value: 2, label: '2.0' },
      { value: bandLimits.poor, label: `poor ${bandLimits.poor.toFixed(1)}` },
      { value: bandLimits.fair, label: `fair ${bandLimits.fair.toFixed(1)}` },
      { value: bandLimits.good, label: `good ${bandLimits.good.toFixed(1)}` },
    ],
    told: 1,
    worse: 'lower',
    digits: 1,
    leastTop: 4.6,
    floor: 1,
  },
  {
    id: 'round-trip',
    title: 'Round trip',
    unit: 'ms',
    meaning: 'Time to the other side and back. From 300 ms on people talk over each other.',
    lines: [{ metric: 'roundTripMs', label: 'round trip' }],
    thresholds: steps('ms', limits.rtt),
    worse: 'higher',
    digits: 0,
    leastTop: 350,
    floor: 0,
  },
  {
    id: 'loss-in',
    title: 'Loss, received',
    unit: '%',
    meaning: 'Share of packets that did not arrive here.',
    lines: [
      { metric: 'inAudioLossPct', label: 'audio' },
      { metric: 'inVideoLossPct', label: 'video' },
    ],
    thresholds: steps('%', limits.loss),
    worse: 'higher',
    digits: 1,
    leastTop: 5,
    floor: 0,
  },
  {
    id: 'loss-out',
    title: 'Loss, sent',
    unit: '%',
    meaning: 'Share of packets sent from here that the other side reports missing.',
    lines: [
      { metric: 'outAudioLossPct', label: 'audio' },
      { metric: 'outVideoLossPct', label: 'video' },
    ],
    thresholds: steps('%', limits.loss),
    worse: 'higher',
    digits: 1,
    leastTop: 5,
    floor: 0,
  },
  {
    id: 'jitter',
    title: 'Jitter, received',
    unit: 'ms',
    meaning: 'How unevenly packets arrive. From 30 ms on speech begins to warble.',
    lines: [
      { metric: 'inAudioJitterMs', label: 'audio' },
      { metric: 'inVideoJitterMs', label: 'video' },
    ],
    thresholds: steps('ms', { minor: limits.jitter.minor, major: limits.jitter.major }),
    worse: 'higher',
    digits: 0,
    leastTop: 40,
    floor: 0,
  },
  {
    id: 'bitrate-in',
    title: 'Bitrate, received',
    unit: 'kbit/s',
    meaning: 'Media arriving here.',
    lines: [
      { metric: 'inAudioKbps', label: 'audio' },
      { metric: 'inVideoKbps', label: 'video' },
    ],
    thresholds: [],
    worse: 'neither',
    digits: 0,
    leastTop: 100,
    floor: 0,
  },
  {
    id: 'bitrate-out',
    title: 'Bitrate, sent and available',
    unit: 'kbit/s',
    meaning: 'Media sent from here against what the browser believes the network can carry.',
    lines: [
      { metric: 'outAudioKbps', label: 'audio' },
      { metric: 'outVideoKbps', label: 'video' },
      { metric: 'availableOutKbps', label: 'available' },
    ],
    thresholds: [limit(limits.upBandwidth.videoKbps, 'kbit/s', 'least for video')],
    worse: 'neither',
    digits: 0,
    leastTop: 400,
    floor: 0,
  },
  {
    id: 'frame-rate',
    title: 'Frame rate',
    unit: 'fps',
    meaning: 'Pictures per second. Below 10 video looks jerky.',
    lines: [
      { metric: 'inFps', label: 'received' },
      { metric: 'outFps', label: 'sent' },
    ],
    thresholds: steps('fps', { minor: limits.frameRate.minor }),
    worse: 'lower',
    digits: 0,
    leastTop: 32,
    floor: 0,
  },
  {
    id: 'picture-height',
    title: 'Picture height',
    unit: 'px',
    meaning: 'Lines of the picture, for example 720. Falls when bandwidth or computer cannot keep up.',
    lines: [
      { metric: 'inHeightPx', label: 'received' },
      { metric: 'outHeightPx', label: 'sent' },
    ],
    thresholds: [],
    worse: 'lower',
    digits: 0,
    leastTop: 400,
    floor: 0,
  },
  {
    id: 'freezes',
    title: 'Freezes',
    unit: '%',
    meaning: 'Share of time in which the received picture stood still.',
    lines: [{ metric: 'freezeRatio', label: 'frozen' }],
    thresholds: steps('%', limits.freezes, 100),
    worse: 'higher',
    digits: 0,
    leastTop: 10,
    floor: 0,
  },
  {
    id: 'concealment',
    title: 'Concealed audio',
    unit: '%',
    meaning: 'Share of audible sound that the browser had to invent.',
    lines: [{ metric: 'concealPct', label: 'concealed' }],
    thresholds: steps('%', { minor: limits.burst.concealPct, major: limits.burst.majorPct }),
    worse: 'higher',
    digits: 1,
    leastTop: 5,
    floor: 0,
  },
  {
    id: 'jitter-buffer',
    title: 'Jitter buffer',
    unit: 'ms',
    meaning: 'Sound held back to even out arrival; adds to the delay people feel.',
    lines: [{ metric: 'jitterBufferMs', label: 'held' }],
    thresholds: [limit(limits.jitter.jbMajor, 'ms', 'major')],
    worse: 'higher',
    digits: 0,
    leastTop: 220,
    floor: 0,
  },
  {
    id: 'audio-level',
    title: 'Audio level',
    unit: 'dB',
    meaning: 'Loudness below full scale: speech is above −40 dB, silence near −80 dB.',
    lines: [
      { metric: 'inAudioRms', label: 'hears' },
      { metric: 'micRms', label: 'mic' },
    ],
    thresholds: [{ value: -40, label: `speech −40${thin}dB` }],
    worse: 'neither',
    digits: 0,
    leastTop: 0,
    floor: -80,
  },
  {
    id: 'limitation',
    title: 'Sending limited by',
    unit: '%',
    meaning: 'Share of time in which the encoder lowered quality, and why.',
    lines: [
      { metric: 'limitedByBandwidthRatio', label: 'network' },
      { metric: 'limitedByCpuRatio', label: 'computer' },
    ],
    thresholds: [limit(100 * limits.cpuEncode.limitedShare, '%')],
    worse: 'higher',
    digits: 0,
    leastTop: 100,
    floor: 0,
  },
  {
    id: 'encode',
    title: 'Encode time',
    unit: 'ms',
    meaning: 'Time to encode one picture. At 30 fps there are 33 ms for it.',
    lines: [{ metric: 'encodeMs', label: 'per frame' }],
    thresholds: [limit(33, 'ms')],
    worse: 'higher',
    digits: 1,
    leastTop: 40,
    floor: 0,
  },
]

/** Where a metric stands in `Point.values`. */
export const metricIndex = Object.fromEntries(pointMetrics.map((name, i) => [name, i])) as Record<
  PointMetric,
  number
>

const quietestDb = -80
const toDisplay: Partial<Record<PointMetric, (value: number) => number>> = {
  freezeRatio: (ratio) => ratio * 100,
  limitedByCpuRatio: (ratio) => ratio * 100,
  limitedByBandwidthRatio: (ratio) => ratio * 100,
  inAudioRms: decibel,
  micRms: decibel,
}
const displayByIndex = pointMetrics.map((metric) => toDisplay[metric] ?? null)

function decibel(rms: number): number {
  return rms <= 0 ? quietestDb : Math.max(quietestDb, 20 * Math.log10(rms))
}

/** A stored value in the unit that the charts show: shares as per cent, sound as decibel. */
export function displayValue(index: number, value: number | null): number | null {
  const convert = displayByIndex[index]
  return value === null || !convert ? value : convert(value)
}

/** "6.2 %" with a thin space; minus as a minus. */
export function formatValue(value: number, spec: Pick<ChartSpec, 'digits' | 'unit'>): string {
  const number = value
    .toFixed(spec.digits)
    .replace(/^-0(\.0+)?$/, '0')
    .replace('-', '−')
  return spec.unit === 'MOS' ? number : `${number}${thin}${spec.unit}`
}

/** The top of an axis: the next round number that holds the value. */
export function niceTop(value: number): number {
  if (value <= 0) return value
  const magnitude = 10 ** Math.floor(Math.log10(value))
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * magnitude >= value) ?? 10
  return step * magnitude
}
