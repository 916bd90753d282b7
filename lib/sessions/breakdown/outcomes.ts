import { wilson } from '#lib/quality/app-health.ts'
import type { BreakdownCounts } from './contract.ts'

/** What may have happened to somebody, and of what it is a share. */
export const outcomes = {
  poorOrBad: {
    label: 'Poor or bad minutes',
    of: 'scored minutes',
    good: false,
    hits: (n: BreakdownCounts) => n.poor + n.bad,
    total: scored,
    leadsTo: 'pain:>0',
  },
  bad: {
    label: 'Bad minutes',
    of: 'scored minutes',
    good: false,
    hits: (n: BreakdownCounts) => n.bad,
    total: scored,
    leadsTo: 'pain:>0',
  },
  poor: {
    label: 'Poor minutes',
    of: 'scored minutes',
    good: false,
    hits: (n: BreakdownCounts) => n.poor,
    total: scored,
    leadsTo: 'pain:>0',
  },
  fair: {
    label: 'Fair minutes',
    of: 'scored minutes',
    good: false,
    hits: (n: BreakdownCounts) => n.fair,
    total: scored,
    leadsTo: '',
  },
  good: {
    label: 'Good minutes',
    of: 'scored minutes',
    good: true,
    hits: (n: BreakdownCounts) => n.good,
    total: scored,
    leadsTo: '',
  },
  failedJoins: {
    label: 'Failed joins',
    of: 'join attempts',
    good: false,
    hits: (n: BreakdownCounts) => n.failedJoins,
    total: (n: BreakdownCounts) => n.attempts,
    leadsTo: 'join:failed',
  },
  drops: {
    label: 'Drops',
    of: 'established people',
    good: false,
    hits: (n: BreakdownCounts) => n.drops,
    total: (n: BreakdownCounts) => n.established,
    leadsTo: 'dropped:yes',
  },
} as const
export type Outcome = keyof typeof outcomes
export const isOutcome = (name: string): name is Outcome => Object.hasOwn(outcomes, name)

function scored(n: BreakdownCounts): number {
  return n.good + n.fair + n.poor + n.bad
}

/** Below this many, a share says more about chance than about anything else. */
export const fewBelow = 20

export type Share = {
  hits: number
  n: number
  /** null = nothing to take a share of */
  ratio: number | null
  low: number
  high: number
  tooFew: boolean
}

/** A share with Wilson's 95 % interval, and whether it rests on too little to be told. */
export function shareOf(hits: number, n: number): Share {
  return { hits, n, ratio: n > 0 ? hits / n : null, ...wilson(hits, n), tooFew: n < fewBelow }
}

export type RankedRow<Row> = { row: Row; share: Share }

/** Worst proven first: by the lower end of the interval; what is too few to tell comes after all that is not. */
export function rankRows<Row extends BreakdownCounts>(
  rows: readonly Row[],
  outcome: Outcome,
): RankedRow<Row>[] {
  const { hits, total } = outcomes[outcome]
  return rows
    .map((row) => ({ row, share: shareOf(hits(row), total(row)) }))
    .sort(
      (a, b) =>
        Number(a.share.tooFew) - Number(b.share.tooFew) || b.share.low - a.share.low || b.share.n - a.share.n,
    )
}

/**
 * How a row stands against all others: apart when the intervals of its share and of the rest's do not meet.
 * Two intervals that meet may still differ; this errs towards saying nothing.
 */
export function standing(row: Share, all: Share): 'higher' | 'lower' | 'same' | 'unknown' {
  const rest = shareOf(all.hits - row.hits, all.n - row.n)
  if (row.tooFew || rest.tooFew) return 'unknown'
  if (row.low > rest.high) return 'higher'
  return row.high < rest.low ? 'lower' : 'same'
}
