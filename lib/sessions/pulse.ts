import { modelVersion } from '#lib/quality/model.ts'
import type { Band } from './contract.ts'

/**
 * Roll-ups in the making: app × dimension × 10 s. The wall's history, rules and reports read these, never raw
 * telemetry. Pure: the clock comes in as `now`.
 */
export const pulseMs = 10_000
/** Scores 1.0–4.5 in steps of 0.1. */
const histogramBuckets = 36
/** Distinct values of one dimension of one app; the rest is counted together. */
const maxValues = 50
const overflowValue = '__other__'
/** Tags of calls: keys of one app, and values of one key. What is over is counted as another value of its key. */
const maxTagKeys = 5
const maxTagValues = 20

export const pulseCountNames = [
  'sessions',
  'participants',
  'good',
  'fair',
  'poor',
  'bad',
  'unknown',
  'joinAttempts',
  'joins',
  'joinFailures',
  'drops',
  'reports',
  'scoreSum',
  'scoreCount',
  'goodMinutes',
  'fairMinutes',
  'poorMinutes',
  'badMinutes',
] as const
export type PulseCount = (typeof pulseCountNames)[number]

export type Pulse = {
  customerId: string
  appId: string
  dimension: string
  value: string
  counts: Record<PulseCount, number>
  scoreHistogram: number[]
  model: string
}

/** The slices a participant is counted in besides the whole app. */
export type Slices = { region: string | null; browser: string | null; tags: readonly TagSlice[] }
export type TagSlice = { key: string; value: string }

/** Long keys and values are nobody's dimension. */
export const tagSlicesOf = (tags: Readonly<Record<string, string>>): TagSlice[] =>
  Object.entries(tags)
    .filter(([key, value]) => key !== 'region' && key.length <= 60 && value.length <= 100)
    .slice(0, maxTagKeys)
    .map(([key, value]) => ({ key, value }))

export type PulseBook = { pulses: Map<string, Pulse>; values: Map<string, Set<string>> }
export const createPulseBook = (): PulseBook => ({ pulses: new Map(), values: new Map() })

type AppKey = { customerId: string; appId: string }

function pulseOf(book: PulseBook, app: AppKey, dimension: string, wanted: string): Pulse {
  return pulseAt(book, app, dimension, boundedValue(book, app, dimension, wanted))
}

function pulseAt(book: PulseBook, app: AppKey, dimension: string, value: string): Pulse {
  const key = `${app.appId}|${dimension}|${value}`
  const known = book.pulses.get(key)
  if (known) return known
  const made: Pulse = {
    customerId: app.customerId,
    appId: app.appId,
    dimension,
    value,
    counts: Object.fromEntries(pulseCountNames.map((name) => [name, 0])) as Record<PulseCount, number>,
    scoreHistogram: new Array(histogramBuckets).fill(0),
    model: modelVersion,
  }
  book.pulses.set(key, made)
  return made
}

function boundedValue(book: PulseBook, app: AppKey, dimension: string, wanted: string): string {
  if (dimension === '') return ''
  return isWithin(book, `${app.appId}|${dimension}`, wanted, maxValues) ? wanted : overflowValue
}

function isWithin(book: PulseBook, key: string, wanted: string, most: number): boolean {
  const seen = book.values.get(key) ?? new Set()
  book.values.set(key, seen)
  if (seen.has(wanted)) return true
  if (seen.size >= most) return false
  seen.add(wanted)
  return true
}

/** `key=value`; null = this app has too many keys already. */
function boundedTag(book: PulseBook, app: AppKey, { key, value }: TagSlice): string | null {
  if (!isWithin(book, `${app.appId}|tag`, key, maxTagKeys)) return null
  const isKnown = isWithin(book, `${app.appId}|tag|${key}`, value, maxTagValues)
  return `${key}=${isKnown ? value : overflowValue}`
}

/** The whole app and the slices a participant belongs to. */
function eachPulse(book: PulseBook, app: AppKey, slices: Slices, act: (pulse: Pulse) => void) {
  act(pulseOf(book, app, '', ''))
  if (slices.region !== null) act(pulseOf(book, app, 'region', slices.region))
  if (slices.browser !== null) act(pulseOf(book, app, 'browser', slices.browser))
  for (const tag of slices.tags) {
    const value = boundedTag(book, app, tag)
    if (value !== null) act(pulseAt(book, app, 'tag', value))
  }
}

export function addToPulse(book: PulseBook, app: AppKey, slices: Slices, what: PulseCount, amount = 1) {
  eachPulse(book, app, slices, (pulse) => {
    pulse.counts[what] += amount
  })
}

export function addScore(book: PulseBook, app: AppKey, slices: Slices, score: number | null) {
  eachPulse(book, app, slices, (pulse) => {
    pulse.counts.reports++
    if (score === null) return
    pulse.counts.scoreSum += score
    pulse.counts.scoreCount++
    const bucket = Math.max(0, Math.min(histogramBuckets - 1, Math.floor((score - 1) * 10)))
    pulse.scoreHistogram[bucket] = (pulse.scoreHistogram[bucket] ?? 0) + 1
  })
}

const minuteCount = {
  good: 'goodMinutes',
  fair: 'fairMinutes',
  poor: 'poorMinutes',
  bad: 'badMinutes',
} as const

export function addMinute(book: PulseBook, app: AppKey, slices: Slices, band: Band) {
  if (band !== 'unknown') addToPulse(book, app, slices, minuteCount[band])
}

/** Closes the bucket: hands its pulses over and starts an empty one. */
export function closePulse(book: PulseBook): Pulse[] {
  const pulses = [...book.pulses.values()]
  book.pulses = new Map()
  return pulses
}
