import type { AlertMetricName } from '../metrics.ts'

/** Sums over the roll-ups of one slice in a window: rows of `pulse_10s`, `pulse_1m` or `pulse_1h` added up. */
export const sumNames = [
  'sessions',
  'participants',
  'good',
  'fair',
  'poor',
  'bad',
  'unknown',
  'joins',
  'joinFailures',
  'drops',
  'scoreSum',
  'scoreCount',
  'goodMinutes',
  'fairMinutes',
  'poorMinutes',
  'badMinutes',
] as const
export type Sums = Record<(typeof sumNames)[number], number>

/** `buckets`: how many roll-ups the window has, also those without a row; `minutes`: how long it is. */
export type Span = { buckets: number; minutes: number }
/** Null = cannot be told: nothing to divide by. `traffic` is what the minimum of a rule asks for. */
export type Measured = { value: number | null; traffic: number }

type Measure = (sums: Sums, span: Span) => Measured

const share = (part: number, whole: number, traffic = whole): Measured => ({
  value: whole > 0 ? part / whole : null,
  traffic,
})
const known = ({ good, fair, poor, bad }: Sums) => good + fair + poor + bad
const minutes = (s: Sums) => s.goodMinutes + s.fairMinutes + s.poorMinutes + s.badMinutes

/** Each is the sum of its parts over the sum of its whole. People are counted as many as there were on average. */
export const measures: Readonly<Record<AlertMetricName, Measure>> = {
  participants: (s, { buckets }) => ({ value: s.participants / buckets, traffic: s.participants / buckets }),
  sessions: (s, { buckets }) => ({ value: s.sessions / buckets, traffic: s.sessions / buckets }),
  scoreMean: (s) => share(s.scoreSum, s.scoreCount),
  badRatio: (s, { buckets }) => share(s.bad, known(s), known(s) / buckets),
  poorOrBadRatio: (s, { buckets }) => share(s.poor + s.bad, known(s), known(s) / buckets),
  unknownRatio: (s, { buckets }) => share(s.unknown, known(s) + s.unknown, (known(s) + s.unknown) / buckets),
  badMinuteRatio: (s) => share(s.badMinutes + s.poorMinutes / 2, minutes(s)),
  joinFailureRatio: (s) => share(s.joinFailures, s.joins + s.joinFailures),
  joinFailures: (s, span) => ({ value: s.joinFailures / span.minutes, traffic: s.joinFailures }),
  dropRatio: (s, { buckets }) => share(s.drops, Math.max(s.joins, s.participants / buckets)),
}

export function addSums(into: Sums, more: Sums): Sums {
  for (const name of sumNames) into[name] += more[name]
  return into
}

export const noSums = (): Sums => Object.fromEntries(sumNames.map((name) => [name, 0])) as Sums
