import type { AlertView } from '#lib/alerting/alerts/contract.ts'

/** The rows on the screen, and how many more there are that would move them. */
export type Arranged = {
  readonly rows: readonly { readonly alert: AlertView; readonly gone: boolean }[]
  readonly fresh: number
}
export const emptyArrangement: Arranged = { rows: [], fresh: 0 }

/**
 * What to show after `heard` came in. While somebody points at the list or works in it (`held`) no row moves, comes or
 * goes: rows are renewed where they stand, those that left the view stay marked as gone, newcomers are only counted.
 */
export function arrange(shown: Arranged, heard: readonly AlertView[], held: boolean): Arranged {
  if (!held || shown.rows.length === 0) return settled(shown, heard)
  const news = new Map(heard.map((alert) => [alert.alertId, alert]))
  const rows = shown.rows.map((row) => {
    const alert = news.get(row.alert.alertId)
    news.delete(row.alert.alertId)
    if (!alert) return row.gone ? row : { ...row, gone: true }
    return !row.gone && alert.version === row.alert.version ? row : { alert, gone: false }
  })
  const same = rows.every((row, i) => row === shown.rows[i]) && news.size === shown.fresh
  return same ? shown : { rows, fresh: news.size }
}

function settled(shown: Arranged, heard: readonly AlertView[]): Arranged {
  const known = new Map(shown.rows.map((row) => [row.alert.alertId, row]))
  const rows = heard.map((alert) => {
    const row = known.get(alert.alertId)
    return row && !row.gone && row.alert === alert ? row : { alert, gone: false }
  })
  const same =
    shown.fresh === 0 && rows.length === shown.rows.length && rows.every((row, i) => row === shown.rows[i])
  return same ? shown : { rows, fresh: 0 }
}

/** All ids from one row to another, whichever comes first: `⇧x`. */
export function idsBetween(ids: readonly string[], from: string | null, to: string): string[] {
  const a = from === null ? -1 : ids.indexOf(from)
  const b = ids.indexOf(to)
  if (b < 0) return []
  return a < 0 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1)
}
