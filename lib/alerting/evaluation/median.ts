/** Null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low, high] = [sorted[middle - 1], sorted[middle]]
  if (high === undefined) return null
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2
}

/** Makes the median of absolute deviations as wide as a standard deviation of normal data. */
const madToSigma = 1.4826

/** Where the middle is and how far values usually stray: one wild week moves neither. */
export function centreAndSpread(values: readonly number[]): { centre: number; spread: number } | null {
  const centre = median(values)
  if (centre === null) return null
  const deviation = median(values.map((value) => Math.abs(value - centre))) ?? 0
  return { centre, spread: madToSigma * deviation }
}
