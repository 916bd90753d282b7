import type { Finding } from '#lib/diagnosis/contract.ts'

export type Bar = { finding: Finding; x: number; width: number; row: number }
export type BarScale = { from: number; to: number; width: number }

/** Rows of bars under a lane; what would need more is left to the list of findings. */
export const mostBarRows = 3
/** A target this small can still be hit (WCAG 2.2, 2.5.8). */
const leastWidth = 24

/** Places findings under a lane so that none covers another: each in the first row where it fits. */
export function packBars(
  findings: readonly Finding[],
  scale: BarScale,
  most = mostBarRows,
): { bars: Bar[]; left: number } {
  const rows: Place[][] = []
  const bars: Bar[] = []
  let left = 0
  for (const finding of findings.toSorted(byWeight)) {
    const place = placeOf(finding, scale)
    if (place === null) continue
    const row = firstFree(rows, place)
    if (row >= most) {
      left++
      continue
    }
    rows[row] = [...(rows[row] ?? []), place]
    bars.push({ finding, ...place, row })
  }
  return { bars: bars.toSorted((a, b) => a.x - b.x || a.row - b.row), left }
}

/** What belongs under a lane: hints and context stay in the list. */
export const onLane = (findings: readonly Finding[]) =>
  findings.filter(({ confidence, severity }) => confidence !== 'low' && severity !== 'info')

/** How many rows a lane needs whatever part of the call is shown: its height must not change while zooming. */
export function barRows(findings: readonly Finding[], now: number): number {
  const ends: number[] = []
  for (const finding of findings.toSorted(byStart)) {
    const free = ends.findIndex((end) => end <= finding.openedAt)
    const row = free === -1 ? ends.length : free
    if (row >= mostBarRows) return mostBarRows
    ends[row] = finding.clearedAt ?? now
  }
  return ends.length
}

const byStart = (a: Finding, b: Finding) => a.openedAt - b.openedAt || (a.findingId < b.findingId ? -1 : 1)

/** The root cause must never be the one that does not fit; what is explained gives way first. */
function byWeight(a: Finding, b: Finding): number {
  const rank = (finding: Finding) => finding.rank ?? (finding.explainedBy === null ? 10 : 20)
  return rank(a) - rank(b) || byStart(a, b)
}

type Place = { x: number; width: number }

function firstFree(rows: readonly Place[][], { x, width }: Place): number {
  const row = rows.findIndex((taken) =>
    taken.every((other) => other.x + other.width + 2 <= x || x + width + 2 <= other.x),
  )
  return row === -1 ? rows.length : row
}

function placeOf({ openedAt, clearedAt }: Finding, { from, to, width }: BarScale) {
  const perMs = width / Math.max(1, to - from)
  const start = (openedAt - from) * perMs
  const end = clearedAt === null ? width : (clearedAt - from) * perMs
  if (end < 0 || start > width) return null
  const x = Math.min(Math.max(0, start), Math.max(0, width - leastWidth))
  return { x, width: Math.max(leastWidth, Math.min(end, width) - x) }
}
