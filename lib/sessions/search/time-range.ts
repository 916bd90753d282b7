/** When a call must have started to be in the list. Relative ranges move with the clock, absolute ones are shared. */
export const relativeRanges = {
  '1h': { ms: 3_600_000, words: 'last hour' },
  '6h': { ms: 6 * 3_600_000, words: 'last 6 hours' },
  '24h': { ms: 24 * 3_600_000, words: 'last 24 hours' },
  '7d': { ms: 7 * 86_400_000, words: 'last 7 days' },
  '30d': { ms: 30 * 86_400_000, words: 'last 30 days' },
} as const
export type RelativeRange = keyof typeof relativeRanges
export type TimeRange = { relative: RelativeRange } | { from: number; to: number }

export const defaultRange: TimeRange = { relative: '24h' }
export const isRelativeRange = (text: string): text is RelativeRange => Object.hasOwn(relativeRanges, text)
export const maxRangeMs = 366 * 86_400_000

/** The range as an address says it: `range=24h`, or `from=` and `to=` as ISO moments. Nonsense is the default. */
export function rangeFromQuery(query: { get(name: string): string | null }): TimeRange {
  const relative = query.get('range') ?? ''
  if (isRelativeRange(relative)) return { relative }
  const [from, to] = [Date.parse(query.get('from') ?? ''), Date.parse(query.get('to') ?? '')]
  return to > from && to - from <= maxRangeMs ? { from, to } : defaultRange
}

/** The other way round; the default range is not spelled out. */
export function rangeToQuery(range: TimeRange, query: URLSearchParams): URLSearchParams {
  for (const name of ['range', 'from', 'to']) query.delete(name)
  if ('relative' in range) {
    if (range.relative !== '24h') query.set('range', range.relative)
    return query
  }
  query.set('from', new Date(range.from).toISOString())
  query.set('to', new Date(range.to).toISOString())
  return query
}

/** As moments. A relative range ends in the future, so that what starts now is in it. */
export function resolveRange(range: TimeRange, now: number): { from: number; to: number } {
  return 'relative' in range
    ? { from: now - relativeRanges[range.relative].ms, to: now + 3_600_000 }
    : { from: range.from, to: range.to }
}
