export const scoredBands = ['good', 'fair', 'poor', 'bad'] as const
export type BandCounts = {
  at: number
  good: number
  fair: number
  poor: number
  bad: number
  unknown: number
}
type Stretch = { from: number; to: number; kind: 'good' | 'fair' | 'poor' | 'bad' | 'unknown' }

/** How many participants were in which band, bucket by bucket: each counts with the band it held longest. */
export function bandsOverTime(
  people: readonly (readonly Stretch[])[],
  from: number,
  to: number,
  bucketMs: number,
): BandCounts[] {
  const buckets: BandCounts[] = []
  for (let at = from; at < to; at += bucketMs) {
    const counts: BandCounts = { at, good: 0, fair: 0, poor: 0, bad: 0, unknown: 0 }
    for (const stretches of people) {
      const band = longestIn(stretches, at, Math.min(at + bucketMs, to))
      if (band) counts[band]++
    }
    buckets.push(counts)
  }
  return buckets
}

function longestIn(stretches: readonly Stretch[], from: number, to: number): Stretch['kind'] | null {
  const held = { good: 0, fair: 0, poor: 0, bad: 0, unknown: 0 }
  for (const stretch of stretches)
    held[stretch.kind] += Math.max(0, Math.min(stretch.to, to) - Math.max(stretch.from, from))
  const [band, longest] = (Object.entries(held) as [Stretch['kind'], number][]).reduce((a, b) =>
    b[1] > a[1] ? b : a,
  )
  return longest > 0 ? band : null
}

/** A bucket of whole minutes (or ten seconds for short calls) so that at most `most` bars stand side by side. */
export function bucketFor(spanMs: number, most: number): number {
  const steps = [10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000]
  return steps.find((step) => spanMs / step <= most) ?? 7_200_000
}
