import { fleetLimits } from './constants.ts'
import { binomialAtLeast } from './fisher-exact.ts'

/** `unknown`: there is too little history to tell. */
export const surprises = ['incident', 'chronic', 'unknown'] as const
export type Surprise = (typeof surprises)[number]
export type Share = { bad: number; n: number }

/** Whether a value is worse than it always was: a permanently weaker browser or network is no incident. */
export function judgeSurprise(present: Share, baseline: Share | null): Surprise {
  if (baseline === null || baseline.n < fleetLimits.baselineMinRows || present.n === 0) return 'unknown'
  const now = present.bad / present.n
  const before = baseline.bad / baseline.n
  const isWorse =
    now >= fleetLimits.baselineRatio * before &&
    now - before >= fleetLimits.baselineDifference &&
    binomialAtLeast(present.bad, present.n, before) < fleetLimits.baselineP
  return isWorse ? 'incident' : 'chronic'
}
