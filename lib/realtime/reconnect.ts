export const reconnectLimits = { firstMs: 1_000, maxMs: 30_000, spread: 0.5 } as const

/**
 * How long to wait before try number `attempt` (0 = the first): doubles up to 30 s and is spread by half, the first
 * one included, so that a thousand dashboards do not return in the same second. `random` is in [0, 1).
 */
export function reconnectDelayMs(attempt: number, random: number): number {
  const { firstMs, maxMs, spread } = reconnectLimits
  const full = Math.min(maxMs, firstMs * 2 ** Math.min(attempt, 10))
  return Math.min(maxMs, Math.round(full * (1 - spread + 2 * spread * random)))
}
