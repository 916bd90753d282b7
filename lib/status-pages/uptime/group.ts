import { type SpanState, type Weights, worseOf } from './states.ts'
import { tallyOf, uptimeOf } from './tally.ts'
import type { Stretch } from './timeline.ts'

/**
 * How one figure comes from many components. `mean`: of those that are known; `worst`: the least of them; `all-up`: at
 * every moment the worst component, and unknown where one of them is and none is down.
 */
export const groupRules = ['mean', 'worst', 'all-up'] as const
export type GroupRule = (typeof groupRules)[number]

export function groupRatio(
  rule: GroupRule,
  members: readonly (readonly Stretch[])[],
  weights: Weights,
): number | null {
  if (rule === 'all-up') return uptimeOf(tallyOf(allUp(members)), weights).ratio
  const ratios = members
    .map((timeline) => uptimeOf(tallyOf(timeline), weights).ratio)
    .filter((ratio) => ratio !== null)
  if (ratios.length === 0) return null
  return rule === 'worst' ? Math.min(...ratios) : flooredMean(ratios)
}

/** The members are whole hundred-thousandths already, so the sum is exact. */
function flooredMean(ratios: readonly number[]): number {
  const sum = ratios.reduce((total, ratio) => total + Math.round(ratio * 100_000), 0)
  return Math.floor(sum / ratios.length) / 100_000
}

/** One timeline of many: each moment as the worst of them. Members that begin later say nothing before. */
export function allUp(members: readonly (readonly Stretch[])[]): Stretch[] {
  const edges = [...new Set(members.flat().flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b)
  const at = members.map(() => 0)
  const merged: Stretch[] = []
  edges.forEach((from, i) => {
    const to = edges[i + 1]
    if (to === undefined) return
    const over = members.flatMap((member, m) => {
      while ((member[at[m] ?? 0]?.to ?? Infinity) <= from) at[m] = (at[m] ?? 0) + 1
      const stretch = member[at[m] ?? 0]
      return stretch && stretch.from <= from ? [stretch] : []
    })
    if (over.length > 0) merged.push(mergedStretch(over, from, to))
  })
  return merged
}

function mergedStretch(all: readonly Stretch[], from: number, to: number): Stretch {
  const counted = all.filter(({ excused }) => !excused)
  const over = counted.length > 0 ? counted : all
  const known = over.every(({ measured }) => measured)
  const worst = over.reduce<SpanState>((state, one) => worseOf(state, one.state), 'no-data')
  const isDown = over.some(({ measured, state }) => measured && state === worst && isOutage(state))
  return {
    from,
    to,
    state: known || isOutage(worst) || worst === 'degraded' ? worst : 'no-data',
    measured: known || isDown,
    planned: all.some(({ planned }) => planned),
    excused: counted.length === 0,
  }
}
const isOutage = (state: SpanState) => state === 'partial-outage' || state === 'major-outage'
