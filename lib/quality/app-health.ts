import type { ScoredBand } from './model.ts'

const minMinutes = 20
const z95 = 1.96
/** Lowest health of a band, the share lost that it stands for, and so the bound that must be passed to leave it. */
const steps: readonly { band: ScoredBand; health: number; lost: number }[] = [
  { band: 'good', health: 95, lost: 0.05 },
  { band: 'fair', health: 90, lost: 0.1 },
  { band: 'poor', health: 80, lost: 0.2 },
]

/** What a period held: participant-minutes by band, and the shares of joins that failed and of calls that dropped. */
export type AppPeriod = {
  good: number
  fair: number
  poor: number
  bad: number
  joinFailRatio: number
  dropRatio: number
  /** how many joins the ratio stands on; absent = taken at face value */
  joinAttempts?: number
  /** how many established participants the ratio stands on; absent = taken at face value */
  established?: number
}

export type AppHealth = {
  /** 0..100; null below 20 scored participant-minutes */
  health: number | null
  band: ScoredBand | 'unknown' | 'low-volume'
  scoredMinutes: number
  degradedMinutes: number
}

/** An app's health. Few minutes give counts, not a band; a worse band needs more than chance. */
export function appHealth(period: AppPeriod): AppHealth {
  const scoredMinutes = period.good + period.fair + period.poor + period.bad
  const degradedMinutes = period.bad + 0.5 * period.poor
  const counts = { scoredMinutes, degradedMinutes }
  if (scoredMinutes < minMinutes)
    return { ...counts, health: null, band: scoredMinutes > 0 ? 'low-volume' : 'unknown' }
  const degraded = degradedMinutes / scoredMinutes
  const { joinFailRatio, dropRatio } = period
  return {
    ...counts,
    health: healthOf(degraded, joinFailRatio, dropRatio),
    band: bandOfHealth(
      healthOf(
        proven(degraded, scoredMinutes),
        proven(joinFailRatio, period.joinAttempts),
        proven(dropRatio, period.established),
      ),
    ),
  }
}

const healthOf = (degraded: number, joinFail: number, dropped: number) =>
  100 * (1 - degraded) * (1 - joinFail) * (1 - dropped)

function bandOfHealth(health: number): ScoredBand {
  return steps.find((step) => health >= step.health - 1e-9)?.band ?? 'bad'
}

/** The share as far as the numbers carry it: held at a band's edge while its lower bound does not pass that edge. */
function proven(ratio: number, n: number | undefined): number {
  if (n === undefined) return ratio
  if (n <= 0) return 0
  const { low } = wilson(ratio * n, n)
  const edge = steps.find((step) => low <= step.lost)
  return edge ? Math.min(ratio, edge.lost) : ratio
}

/** Wilson's 95 % interval of a share; `hits` may be fractional. */
export function wilson(hits: number, n: number): { low: number; high: number } {
  if (n <= 0) return { low: 0, high: 1 }
  const p = hits / n
  const z2 = z95 * z95
  const centre = p + z2 / (2 * n)
  const spread = z95 * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))
  return {
    low: Math.max(0, (centre - spread) / (1 + z2 / n)),
    high: Math.min(1, (centre + spread) / (1 + z2 / n)),
  }
}

export type CustomerHealth<App> = { health: number | null; worst: App | null }

/** A customer: its apps weighted by their scored minutes, and the worst of them. Apps without a health are left out. */
export function customerHealth<App extends { health: number | null; scoredMinutes: number }>(
  apps: readonly App[],
): CustomerHealth<App> {
  let weighted = 0
  let minutes = 0
  let worst: App | null = null
  for (const app of apps) {
    if (app.health === null) continue
    weighted += app.health * app.scoredMinutes
    minutes += app.scoredMinutes
    if (worst === null || app.health < (worst.health ?? Number.POSITIVE_INFINITY)) worst = app
  }
  return { health: minutes > 0 ? weighted / minutes : null, worst }
}
