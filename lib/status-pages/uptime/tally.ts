import { type BadState, isBad, type KnownState, type SpanState, type Weights, worseOf } from './states.ts'
import type { Stretch } from './timeline.ts'

/** Whole milliseconds by what they were; they add up to the time that was looked at, exactly. */
export type Tally = {
  readonly measured: Readonly<Record<KnownState, number>>
  /** an incident says so, and nobody measured it */
  readonly claimed: Readonly<Record<BadState, number>>
  readonly unknown: number
  /** excused */
  readonly maintenance: number
  /** of the excused time: what it was nevertheless, so that it can be shown */
  readonly inMaintenance: Readonly<Record<BadState, number>>
  /** all planned time, excused or not */
  readonly planned: number
  readonly worst: SpanState
}

const bad = { degraded: 0, 'partial-outage': 0, 'major-outage': 0 }
export const emptyTally: Tally = {
  measured: { idle: 0, operational: 0, ...bad },
  claimed: bad,
  unknown: 0,
  maintenance: 0,
  inMaintenance: bad,
  planned: 0,
  worst: 'no-data',
}

/** Adds up the part of a timeline that lies within [from, to). */
export function tallyOf(timeline: readonly Stretch[], from = -Infinity, to = Infinity): Tally {
  const measured = { ...emptyTally.measured }
  const claimed = { ...bad }
  const inMaintenance = { ...bad }
  let [unknown, maintenance, planned] = [0, 0, 0]
  let worst: SpanState = 'no-data'
  for (const stretch of timeline) {
    const length = Math.min(stretch.to, to) - Math.max(stretch.from, from)
    if (length <= 0) continue
    const { state } = stretch
    worst = worseOf(worst, state)
    if (stretch.planned) planned += length
    if (stretch.excused) {
      maintenance += length
      if (isBad(state)) inMaintenance[state] += length
    } else if (stretch.measured && state !== 'no-data') measured[state] += length
    else if (isBad(state)) claimed[state] += length
    else unknown += length
  }
  return { measured, claimed, unknown, maintenance, inMaintenance, planned, worst }
}

/** The three kinds of time, and the excused beside them: together the time looked at. */
export type Uptime = {
  readonly upMs: number
  readonly downMs: number
  readonly unknownMs: number
  readonly maintenanceMs: number
  /** up ÷ (up + down), rounded down to a thousandth of a percent; null = nothing is known */
  readonly ratio: number | null
  /** weighted downtime within the excused time: shown, not counted */
  readonly excusedDownMs: number
}

/**
 * Weighs a tally. What an incident says about time that nobody measured counts as downtime by its weight; the rest of it
 * stays unknown, so that a claim can never raise the uptime. Downtime is rounded up to the millisecond.
 */
export function uptimeOf(tally: Tally, weights: Weights): Uptime {
  const knownMs = Object.values(tally.measured).reduce((sum, ms) => sum + ms, 0)
  const claimedMs = Object.values(tally.claimed).reduce((sum, ms) => sum + ms, 0)
  const knownDown = weighed(tally.measured, weights)
  const claimedDown = weighed(tally.claimed, weights)
  const [upMs, downMs] = [knownMs - knownDown, knownDown + claimedDown]
  return {
    upMs,
    downMs,
    unknownMs: tally.unknown + claimedMs - claimedDown,
    maintenanceMs: tally.maintenance,
    ratio: flooredRatio(upMs, downMs),
    excusedDownMs: weighed(tally.inMaintenance, weights),
  }
}

/** Thousandths, as whole numbers: 0.1 + 0.2 has no place in a contract. */
function weighed(ms: Readonly<Record<BadState, number>>, weights: Weights): number {
  const thousandths =
    ms.degraded * thousandth(weights.degraded) +
    ms['partial-outage'] * thousandth(weights['partial-outage']) +
    ms['major-outage'] * thousandth(weights['major-outage'])
  return Math.ceil(thousandths / 1000)
}
const thousandth = (weight: number) => Math.round(weight * 1000)

/** To three decimals of a percent, never up: 1 only without any downtime. */
export function flooredRatio(upMs: number, downMs: number): number | null {
  const total = BigInt(upMs) + BigInt(downMs)
  if (total === 0n) return null
  return Number((BigInt(upMs) * 100_000n) / total) / 100_000
}
