import type { Step } from './advance-rule.ts'

/** When the rows of an instance were written and its alert was told last. */
export type Written = { rowAt: number; toldAt: number }
export type Due = { row: boolean; signal: 'trigger' | 'resolve' | null }

/** Pending ones are written often, so that a restart loses little of what was watched. */
const pendingEveryMs = 5_000
const firingEveryMs = 15_000

/** What of a step must be written: what changed at once, what only goes on now and then. */
export function whatIsDue(
  { was, next, change, reading }: Step,
  written: Written | undefined,
  now: number,
): Due {
  if (change === 'fired') return { row: true, signal: 'trigger' }
  if (change === 'resolved' || change === 'unfired') return { row: true, signal: 'resolve' }
  if (change !== null || !was || !next || isOther(was, next)) return { row: true, signal: null }
  if (next.state === 'inactive') return { row: false, signal: null }
  const sinceMs = now - (written?.rowAt ?? 0)
  if (next.state === 'pending') return { row: sinceMs >= pendingEveryMs, signal: null }
  const isToldAgain = now - (written?.toldAt ?? 0) >= firingEveryMs && reading?.verdict === 'holds'
  return { row: isToldAgain || sinceMs >= firingEveryMs, signal: isToldAgain ? 'trigger' : null }
}

/** Other than in what moves with every evaluation. */
function isOther(was: NonNullable<Step['was']>, next: NonNullable<Step['next']>): boolean {
  return (
    was.state !== next.state ||
    was.reason !== next.reason ||
    was.activeAt !== next.activeAt ||
    was.firedAt !== next.firedAt ||
    was.keepFiringSince !== next.keepFiringSince ||
    was.missedEvaluations !== next.missedEvaluations
  )
}
