import { wilson } from '#lib/quality/app-health.ts'
import type { KpiFigure } from './contract.ts'
import type { KpiId } from './kpi-definitions.ts'
import { countInterval, percentileOf } from './quantiles.ts'

/** What a period held, as Postgres counts it. */
export type KpiCounts = {
  attempts: number
  joined: number
  failedByUser: number
  pending: number
  cancelled: number
  established: number
  dropped: number
  good: number
  fair: number
  poor: number
  bad: number
  present: number
  scoredPresent: number
  presentMs: number
  users: number
  affectedUsers: number
  classifiedCalls: number
  poorCalls: number
  interruptions: number
  lostMs: number
  ratings: number
  starsSum: number
  lowRatings: number
  mosP10: number | null
  mosMedian: number | null
}
/** The figures of a period, computed as `kpi-definitions.ts` says. A figure of nothing is null, never zero. */
export function kpiFigures(n: KpiCounts, setupMs: readonly number[]): KpiFigure[] {
  const scored = n.good + n.fair + n.poor + n.bad
  const figures: Record<KpiId, Omit<KpiFigure, 'id'>> = {
    joinAttempts: {
      ...count(n.attempts),
      beside: `${n.pending} without a result yet, ${n.cancelled} cancelled`,
    },
    joinSuccess: share(n.joined, n.attempts, 'Nobody tried to join.'),
    effectiveJoin: share(n.joined + n.failedByUser, n.attempts, 'Nobody tried to join.'),
    setupP50: setup(setupMs, 0.5),
    setupP95: setup(setupMs, 0.95),
    setupP99: setup(setupMs, 0.99),
    dropRate: share(n.dropped, n.established, 'Nobody was in a call.'),
    reconnectRate: reconnects(n),
    goodMinutes: share(n.good + n.fair, scored, noMinutes),
    poorMinutes: share(n.poor + n.bad, scored, noMinutes),
    poorCalls: share(n.poorCalls, n.classifiedCalls, 'No call had a scored minute or a drop.'),
    cqdPoorStreams: cannot(
      'Needs the means of every stream over its whole life; kept are scored minutes of people and the raw reports.',
    ),
    mosMedian: score(n.mosMedian, scored),
    mosP10: score(n.mosP10, scored),
    freezeShare: cannot(
      'Needs seconds of frozen and of visible picture by minute; a minute keeps its score and its deductions only.',
    ),
    affectedUsers: share(n.affectedUsers, n.users, 'Nobody was in a call.'),
    rating: rating(n),
    coverage: share(n.scoredPresent, n.present, 'Nobody was in a call for a whole minute.'),
  }
  return Object.entries(figures).map(([id, figure]) => ({ id, ...figure }))
}

type Figure = Omit<KpiFigure, 'id'>
const noMinutes = 'No minute was scored.'
const bare: Figure = { value: null, low: null, high: null, hits: null, n: 0, why: null, beside: null }

const count = (n: number): Figure => ({ ...bare, value: n, n })
const cannot = (why: string): Figure => ({ ...bare, why })

function share(hits: number, n: number, whyNone: string): Figure {
  if (n === 0) return cannot(whyNone)
  return { ...bare, ...wilson(hits, n), value: hits / n, hits, n }
}

function setup(sortedMs: readonly number[], p: number): Figure {
  const { ms, low, high } = percentileOf(sortedMs, p)
  if (ms === null) return cannot('No join told how long it took.')
  return { ...bare, value: ms, low, high, n: sortedMs.length }
}

function reconnects({ interruptions, lostMs, presentMs }: KpiCounts): Figure {
  const hours = presentMs / 3_600_000
  if (hours === 0) return cannot('Nobody was in a call.')
  const { low, high } = countInterval(interruptions)
  return {
    ...bare,
    value: interruptions / hours,
    low: low / hours,
    high: high / hours,
    hits: interruptions,
    n: interruptions,
    beside: `${interruptions} in ${round(hours)} participant-hours, ${Math.round(lostMs / 1_000)} s lost`,
  }
}

function score(value: number | null, n: number): Figure {
  return value === null ? cannot(noMinutes) : { ...bare, value, n }
}

function rating({ ratings, starsSum, lowRatings, established }: KpiCounts): Figure {
  if (ratings === 0) return cannot('Nobody rated.')
  const answered = established > 0 ? `, ${percent(ratings / established)} of people rated` : ''
  return {
    ...bare,
    value: starsSum / ratings,
    n: ratings,
    beside: `${percent(lowRatings / ratings)} gave 1 or 2${answered}`,
  }
}

const percent = (ratio: number) => `${round(100 * ratio)}\u2009%`
const round = (value: number) => Math.round(value * 10) / 10

/** Whether so little of the time was scored that quality cannot be told. */
export function isLowCoverage({
  scoredPresent,
  present,
}: Pick<KpiCounts, 'scoredPresent' | 'present'>): boolean {
  return present > 0 && scoredPresent / present < 0.9
}
