import { attentionRank, bandOrder } from '#lib/sessions/attention-rank.ts'
import type { AttentionRow, Band } from '#lib/sessions/contract.ts'

/** A row where the operator last saw it. `gone` = it recovered or ended while the list stood still. */
export type ShownRow = { readonly row: AttentionRow; readonly gone: boolean; readonly filed: Filed }
/** What a row's place was decided by. It is decided anew only when this is no longer true enough. */
type Filed = { readonly band: Band; readonly rank: number }

export type Arrangement = {
  readonly rows: readonly ShownRow[]
  /** changes of place that wait until the list may move again */
  readonly waiting: number
  readonly movedAt: number
}

/** The list moves at most this often, so that a row does not slip away under the eye. */
export const restMs = 2000
/** Pain must have changed by this share, and by this many minutes, before a row is filed anew. */
const refileRatio = 1.5
const refileMinutes = 0.5

/**
 * Puts the calls that need attention in order: most minutes of pain first (of the last five minutes and the next one).
 * Values change in place at any time; places change only when a band does or the pain has become another one, and
 * never while `frozen`. Answers `previous` itself when nothing changed.
 */
export function arrangeAttention(
  previous: Arrangement | null,
  incoming: readonly AttentionRow[],
  { now, frozen }: { now: number; frozen: boolean },
): Arrangement {
  if (previous === null) return adopt(null, incoming, now)
  const waiting = countChanges(previous, incoming)
  const mayMove = !frozen && now - previous.movedAt >= restMs
  if (waiting > 0 && mayMove) return adopt(previous, incoming, now)
  const rows = refresh(previous, incoming)
  const same = waiting === previous.waiting && rows.every((shown, i) => shown === previous.rows[i])
  return same ? previous : { rows, waiting, movedAt: previous.movedAt }
}

function adopt(previous: Arrangement | null, incoming: readonly AttentionRow[], now: number): Arrangement {
  const known = new Map(previous?.rows.map((shown) => [shown.row.sessionId, shown]))
  const rows = incoming.map((row) => {
    const old = known.get(row.sessionId)
    return keep(old, { row, gone: false, filed: old && holds(old.filed, row) ? old.filed : fileOf(row) })
  })
  return { rows: rows.sort(worstFirst), waiting: 0, movedAt: now }
}

const fileOf = (row: AttentionRow): Filed => ({ band: row.band, rank: attentionRank(row) })

/** Whether the row's place still says what it should. */
function holds(filed: Filed, row: AttentionRow): boolean {
  if (filed.band !== row.band) return false
  const rank = attentionRank(row)
  const [low, high] = rank < filed.rank ? [rank, filed.rank] : [filed.rank, rank]
  return high - low < refileMinutes || high < low * refileRatio
}

function worstFirst(a: ShownRow, b: ShownRow): number {
  const pain = b.filed.rank - a.filed.rank || bandOrder[a.filed.band] - bandOrder[b.filed.band]
  return pain || a.row.since - b.row.since || (a.row.sessionId < b.row.sessionId ? -1 : 1)
}

function refresh(previous: Arrangement, incoming: readonly AttentionRow[]): ShownRow[] {
  const current = new Map(incoming.map((row) => [row.sessionId, row]))
  return previous.rows.map((shown) => {
    const row = current.get(shown.row.sessionId)
    return keep(shown, { ...shown, row: row ?? shown.row, gone: row === undefined })
  })
}

/** The old object when nothing about it changed, so that its line on the screen is not drawn again. */
function keep(old: ShownRow | undefined, next: ShownRow): ShownRow {
  const same = old && old.row === next.row && old.gone === next.gone && old.filed === next.filed
  return same ? old : next
}

function countChanges(previous: Arrangement, incoming: readonly AttentionRow[]): number {
  const current = new Map(incoming.map((row) => [row.sessionId, row]))
  const shown = new Set(previous.rows.map(({ row }) => row.sessionId))
  const moved = previous.rows.filter(({ row: { sessionId }, filed }) => {
    const row = current.get(sessionId)
    return row === undefined || !holds(filed, row)
  })
  return moved.length + incoming.filter((row) => !shown.has(row.sessionId)).length
}
