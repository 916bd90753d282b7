/** The one that is there most often; of as many the first. Undefined of nothing. */
export function mostCommon<T>(items: readonly T[]): T | undefined {
  const counts = new Map<T, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  let best: T | undefined
  for (const [item, count] of counts) if (best === undefined || count > (counts.get(best) ?? 0)) best = item
  return best
}
