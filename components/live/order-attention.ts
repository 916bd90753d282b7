import type { AttentionRow, Band } from '#lib/sessions/contract.ts'

/** A row where the operator last saw it. `gone` = it recovered or ended while the list stood still. */
export type ShownRow = { readonly row: AttentionRow; readonly gone: boolean; readonly filedAs: Band }

export type Arrangement = {
  readonly rows: readonly ShownRow[]
  /** changes of place that wait until the list may move again */
  readonly waiting: number
  readonly movedAt: number
}

/** The list moves at most this often, so that a row does not slip away under the eye. */
export const restMs = 2000

const severity: Record<Band, number> = { bad: 0, poor: 1, unknown: 2, fair: 3, good: 4 }

/**
 * Puts the calls that need attention in order: worst band first, the longest-suffering first within it.
 * Values change in place at any time; places change only when a band does, and never while `frozen`.
 * Answers `previous` itself when nothing changed.
 */
export function arrangeAttention(
  previous: Arrangement | null,
  incoming: readonly AttentionRow[],
  { now, frozen }: { now: number; frozen: boolean },
): Arrangement {
  const wanted = incoming.toSorted(worstFirst)
  if (previous === null) return adopt(null, wanted, now)
  const waiting = countChanges(previous, wanted)
  const mayMove = !frozen && now - previous.movedAt >= restMs
  if (waiting > 0 && mayMove) return adopt(previous, wanted, now)
  const rows = refresh(previous, wanted)
  const same = waiting === previous.waiting && rows.every((shown, i) => shown === previous.rows[i])
  return same ? previous : { rows, waiting, movedAt: previous.movedAt }
}

function worstFirst(a: AttentionRow, b: AttentionRow): number {
  return severity[a.band] - severity[b.band] || a.since - b.since || (a.sessionId < b.sessionId ? -1 : 1)
}

function adopt(previous: Arrangement | null, wanted: readonly AttentionRow[], now: number): Arrangement {
  const known = new Map(previous?.rows.map((shown) => [shown.row.sessionId, shown]))
  const rows = wanted.map((row) => keep(known.get(row.sessionId), { row, gone: false, filedAs: row.band }))
  return { rows, waiting: 0, movedAt: now }
}

function refresh(previous: Arrangement, wanted: readonly AttentionRow[]): ShownRow[] {
  const current = new Map(wanted.map((row) => [row.sessionId, row]))
  return previous.rows.map((shown) => {
    const row = current.get(shown.row.sessionId)
    return keep(shown, { row: row ?? shown.row, gone: row === undefined, filedAs: shown.filedAs })
  })
}

/** The old object when nothing about it changed, so that its line on the screen is not drawn again. */
function keep(old: ShownRow | undefined, next: ShownRow): ShownRow {
  const same = old && old.row === next.row && old.gone === next.gone && old.filedAs === next.filedAs
  return same ? old : next
}

function countChanges(previous: Arrangement, wanted: readonly AttentionRow[]): number {
  const current = new Map(wanted.map((row) => [row.sessionId, row]))
  const shown = new Set(previous.rows.map(({ row }) => row.sessionId))
  const moved = previous.rows.filter((old) => current.get(old.row.sessionId)?.band !== old.filedAs).length
  return moved + wanted.filter((row) => !shown.has(row.sessionId)).length
}
