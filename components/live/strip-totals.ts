import { type AppTile, type Band, bands } from '#lib/sessions/contract.ts'

export type StripTotals = {
  sessions: number
  participants: number
  simulated: number
  byBand: Record<Band, number>
  /** good of all that are scored, 0..1; null when nobody is scored */
  goodShare: number | null
  joinAttempts: number
  joinFailures: number
  silentApps: number
}

/** The sums above the wall. Who is not scored counts as unknown and never into the good share. */
export function stripTotals(tiles: readonly AppTile[]): StripTotals {
  const totals: StripTotals = {
    sessions: 0,
    participants: 0,
    simulated: 0,
    byBand: { good: 0, fair: 0, poor: 0, bad: 0, unknown: 0 },
    goodShare: null,
    joinAttempts: 0,
    joinFailures: 0,
    silentApps: 0,
  }
  for (const tile of tiles) addTile(totals, tile)
  const { good, fair, poor, bad } = totals.byBand
  const scored = good + fair + poor + bad
  return { ...totals, goodShare: scored === 0 ? null : good / scored }
}

function addTile(totals: StripTotals, tile: AppTile) {
  totals.sessions += tile.sessions
  totals.participants += tile.participants
  totals.simulated += tile.simulated
  totals.joinAttempts += tile.joinAttempts
  totals.joinFailures += tile.joinFailures
  totals.silentApps += tile.silentSince === null ? 0 : 1
  for (const band of bands) totals.byBand[band] += tile.byBand[band]
}

/** "92 %", "100 %" only when it is all of them, "–" when nobody is scored. */
export function shareText(share: number | null): string {
  if (share === null) return '–'
  const percent = share >= 1 ? 100 : Math.min(99, Math.round(share * 100))
  return `${share > 0 && percent === 0 ? '<1' : percent}\u2009%`
}
