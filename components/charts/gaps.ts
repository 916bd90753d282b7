export type Column = readonly (number | null)[]
export type Stretch = { from: number; to: number }

/**
 * Where a chart has nothing to show inside [from, to]: before the first value, after the last, and wherever every
 * line is null or samples are further apart than `silenceMs`. Such stretches are hatched, never bridged.
 */
export function gapsOf(
  at: readonly number[],
  columns: readonly Column[],
  silenceMs: number,
  from: number,
  to: number,
): Stretch[] {
  const gaps: Stretch[] = []
  let known = from
  for (let i = firstAfter(at, from - silenceMs); i < at.length; i++) {
    const t = at[i] ?? 0
    if (t > to) break
    if (columns.every((column) => (column[i] ?? null) === null)) continue
    const since = Math.max(known, from)
    if (t - since > silenceMs || (t > since && nullBefore(columns, i))) gaps.push({ from: since, to: t })
    known = Math.max(t, from)
  }
  if (to - known > silenceMs) gaps.push({ from: known, to })
  return gaps
}

function nullBefore(columns: readonly Column[], i: number): boolean {
  return i > 0 && columns.every((column) => (column[i - 1] ?? null) === null)
}

/** Index of the first element that is not smaller than `value`. */
export function firstAfter(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the element closest to `value`; null when there is none within `reach`. */
export function nearest(sorted: readonly number[], value: number, reach: number): number | null {
  const after = firstAfter(sorted, value)
  const candidates = [after - 1, after].filter((i) => i >= 0 && i < sorted.length)
  const distance = (i: number) => Math.abs((sorted[i] ?? 0) - value)
  const best = candidates.sort((a, b) => distance(a) - distance(b))[0]
  return best !== undefined && distance(best) <= reach ? best : null
}
