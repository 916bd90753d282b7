import type { Finding } from '#lib/diagnosis/contract.ts'

export type Bar = { finding: Finding; x: number; width: number; row: number }
export type BarScale = { from: number; to: number; width: number }

/** Rows of bars under a lane; what would need more is left to the list of findings. */
export const mostBarRows = 3
const leastWidth = 14

/** Places findings under a lane so that none covers another: each in the first row where it fits. */
export function packBars(findings: readonly Finding[], scale: BarScale): { bars: Bar[]; left: number } {
  const ends: number[] = []
  const bars: Bar[] = []
  let left = 0
  for (const finding of findings.toSorted(byStart)) {
    const place = placeOf(finding, scale)
    if (place === null) continue
    const row = firstFree(ends, place.x)
    if (row >= mostBarRows) {
      left++
      continue
    }
    ends[row] = place.x + place.width + 2
    bars.push({ finding, ...place, row })
  }
  return { bars, left }
}

/** How many rows a lane needs whatever part of the call is shown: its height must not change while zooming. */
export function barRows(findings: readonly Finding[], now: number): number {
  const ends: number[] = []
  for (const finding of findings.toSorted(byStart)) {
    const row = firstFree(ends, finding.openedAt)
    if (row >= mostBarRows) return mostBarRows
    ends[row] = finding.clearedAt ?? now
  }
  return ends.length
}

const byStart = (a: Finding, b: Finding) => a.openedAt - b.openedAt || (a.findingId < b.findingId ? -1 : 1)

function firstFree(ends: readonly number[], x: number): number {
  const row = ends.findIndex((end) => end <= x)
  return row === -1 ? ends.length : row
}

function placeOf({ openedAt, clearedAt }: Finding, { from, to, width }: BarScale) {
  const perMs = width / Math.max(1, to - from)
  const start = (openedAt - from) * perMs
  const end = clearedAt === null ? width : (clearedAt - from) * perMs
  if (end < 0 || start > width) return null
  const x = Math.min(Math.max(0, start), Math.max(0, width - leastWidth))
  return { x, width: Math.max(leastWidth, Math.min(end, width) - x) }
}
