import { formatCount } from '#components/ui/format-count.ts'
import type { AppTile, Band } from '#lib/sessions/contract.ts'

/**
 * What a tile says about its app, worst rank first. `idle` and `low-volume` are no judgement: nobody is in a
 * call, or too few to speak of a share. `no-data` is silence where there was traffic and never looks healthy.
 */
export type TileState = Band | 'no-data' | 'low-volume' | 'idle'

export function tileState(tile: AppTile): TileState {
  if (tile.silentSince !== null) return 'no-data'
  if (tile.healthBand === 'low-volume') return tile.sessions > 0 ? 'low-volume' : 'idle'
  if (tile.healthBand !== 'unknown') return tile.healthBand
  if (tile.sessions === 0) return 'idle'
  return isHeardFrom(tile) ? 'low-volume' : 'unknown'
}

/** In the first minute of an app no minute is over yet, but what is measured now is no lack of data. */
function isHeardFrom({ byBand: { good, fair, poor, bad } }: AppTile): boolean {
  return good + fair + poor + bad > 0
}

/** Where a state stands in the queue; silence comes before what is merely fair. */
export const stateRank: Record<TileState, number> = {
  bad: 0,
  poor: 1,
  'no-data': 2,
  unknown: 2,
  fair: 3,
  'low-volume': 4,
  good: 4,
  idle: 5,
}

/** What is wrong right now in counts, e.g. "2 bad · 1 poor"; null when nobody suffers. */
export function sufferingText(tile: AppTile): string | null {
  const parts = [
    tile.byBand.bad > 0 ? `${tile.byBand.bad} bad` : null,
    tile.byBand.poor > 0 ? `${tile.byBand.poor} poor` : null,
  ].filter((part) => part !== null)
  return parts.length > 0 ? parts.join(' · ') : null
}

/**
 * Why the app stands where it stands, in one line: who suffers now and of what, else the joins that failed where
 * they are the reason. Null when there is nothing to say.
 */
export function troubleText(tile: AppTile): string | null {
  if (tile.silentSince !== null) return null
  const parts = [sufferingText(tile), tile.worst].filter((part) => part !== null)
  if (parts.length > 0) return parts.join(' · ')
  const state = tileState(tile)
  const joinsAreIt = tile.joinFailures > 0 && (state === 'fair' || state === 'poor' || state === 'bad')
  return joinsAreIt ? `${tile.joinFailures} of ${tile.joinAttempts} joins failed` : null
}

/** "97", or the bare counts where too little was scored for a share, or null where nothing was. */
export function healthText(tile: AppTile): string | null {
  if (tile.scoredMinutes <= 0) return null
  if (tile.healthBand === 'low-volume' || tile.health === null) {
    return `${Math.round(tile.degradedMinutes)} of ${Math.round(tile.scoredMinutes)} min degraded`
  }
  // 99.6 must not read as a flawless 100.
  return tile.health >= 100 ? '100' : String(Math.floor(tile.health))
}

/** "12 calls", "1 call". */
export function countText(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
