import { wilson } from '#lib/quality/app-health.ts'
import type { Percentile } from './contract.ts'

/** The p-quantile of sorted numbers, between its two neighbours; null of nothing. */
export function quantile(sorted: readonly number[], p: number): number | null {
  const place = p * (sorted.length - 1)
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) return null
  return below + (above - below) * (place - Math.floor(place))
}

/**
 * A quantile with its 95 % interval: between the values at the ends of Wilson's interval of its share. It supposes no
 * shape of the distribution; with few values the interval is as wide as the values are.
 */
export function percentileOf(sorted: readonly number[], p: number): Percentile {
  const { low, high } = wilson(p * sorted.length, sorted.length)
  return { p, ms: quantile(sorted, p), low: quantile(sorted, low), high: quantile(sorted, high) }
}

/** Byar's approximate 95 % interval of a count that happened by chance. */
export function countInterval(n: number): { low: number; high: number } {
  const bound = (k: number, sign: 1 | -1) =>
    k <= 0 ? 0 : k * (1 - 1 / (9 * k) + (sign * 1.96) / (3 * Math.sqrt(k))) ** 3
  return { low: Math.max(0, bound(n, -1)), high: bound(n + 1, 1) }
}
