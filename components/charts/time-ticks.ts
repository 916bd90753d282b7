const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const steps = [1, 2, 5, 10, 15, 30]
  .flatMap((n) => [n * second, n * minute])
  .concat([hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour])
  .sort((a, b) => a - b)

/** Round moments between from and to, at most `count` of them. Zones with half hours keep round minutes. */
export function timeTicks(from: number, to: number, count: number): { at: number[]; stepMs: number } {
  const stepMs = steps.find((step) => (to - from) / step <= count) ?? 24 * hour
  const at: number[] = []
  for (let t = Math.ceil(from / stepMs) * stepMs; t <= to; t += stepMs) at.push(t)
  return { at, stepMs }
}

/** "14:03" or, where ticks are closer than a minute, "14:03:20". */
export function tickLabel(at: number, stepMs: number, zone: string): string {
  return clock(zone, stepMs < minute).format(at)
}

const clocks = new Map<string, Intl.DateTimeFormat>()
function clock(zone: string, withSeconds: boolean): Intl.DateTimeFormat {
  const key = `${zone} ${withSeconds}`
  const known = clocks.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    ...(withSeconds ? { second: '2-digit' as const } : {}),
  })
  clocks.set(key, made)
  return made
}
