import type { AppTile } from '#lib/sessions/contract.ts'
import { stateRank, tileState } from './tile-status.ts'

/** The rank an app is filed under. It falls back at once when things get worse, and rises only after a rest. */
export type HeldRank = { readonly rank: number; readonly betterSince: number | null }
export type HeldRanks = ReadonlyMap<string, HeldRank>

export type CustomerGroup = {
  readonly customerId: string
  readonly customerName: string
  readonly rank: number
  readonly tiles: readonly AppTile[]
}

/** An app that got better keeps its place this long; the wall must not dance. */
export const settleMs = 60_000

export function holdRanks(previous: HeldRanks, tiles: readonly AppTile[], now: number): HeldRanks {
  return new Map(
    tiles.map((tile) => [tile.appId, holdRank(previous.get(tile.appId), stateRank[tileState(tile)], now)]),
  )
}

function holdRank(held: HeldRank | undefined, rank: number, now: number): HeldRank {
  if (held === undefined || rank < held.rank) return { rank, betterSince: null }
  if (rank === held.rank) return held.betterSince === null ? held : { rank, betterSince: null }
  const betterSince = held.betterSince ?? now
  if (now - betterSince >= settleMs) return { rank, betterSince: null }
  return held.betterSince === null ? { rank: held.rank, betterSince } : held
}

/**
 * Tiles by customer, worst customer first, then by name. A group whose tiles are the same objects in the same
 * order stays the same object: its card is not drawn again.
 */
export function groupCustomers(
  previous: readonly CustomerGroup[],
  tiles: readonly AppTile[],
  ranks: HeldRanks,
): readonly CustomerGroup[] {
  const rankOf = (tile: AppTile) => ranks.get(tile.appId)?.rank ?? stateRank[tileState(tile)]
  const known = new Map(previous.map((group) => [group.customerId, group]))
  const byCustomer = Map.groupBy(tiles, (tile) => tile.customerId)
  const groups = [...byCustomer].map(([customerId, own]) => {
    const sorted = own.sort((a, b) => rankOf(a) - rankOf(b) || byName(a.appName, b.appName))
    return keep(known.get(customerId), sorted, rankOf)
  })
  return groups.sort((a, b) => a.rank - b.rank || byName(a.customerName, b.customerName))
}

function keep(
  old: CustomerGroup | undefined,
  tiles: readonly AppTile[],
  rankOf: (tile: AppTile) => number,
): CustomerGroup {
  const [first] = tiles
  const next: CustomerGroup = {
    customerId: first?.customerId ?? '',
    customerName: first?.customerName ?? '',
    rank: first ? rankOf(first) : stateRank.idle,
    tiles,
  }
  return old && old.rank === next.rank && sameTiles(old.tiles, tiles) ? old : next
}

function sameTiles(a: readonly AppTile[], b: readonly AppTile[]): boolean {
  return a.length === b.length && a.every((tile, i) => tile === b[i])
}

// localeCompare takes a hundred times as long as a made collator.
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
const byName = collator.compare
