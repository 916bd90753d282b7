import type { AppTile } from '#lib/sessions/contract.ts'
import { stateRank, type TileState, tileState } from './tile-status.ts'

/** The rank an app is filed under. It falls back at once when things get worse, and rises only after a rest. */
export type HeldRank = { readonly rank: number; readonly betterSince: number | null }
export type HeldRanks = ReadonlyMap<string, HeldRank>

export type CustomerGroup = {
  readonly customerId: string
  readonly customerName: string
  readonly rank: number
  readonly tiles: readonly AppTile[]
}

/** How the customer stands by its worst app now, whatever place the card still holds. */
export function worstState(group: CustomerGroup): TileState {
  const states = group.tiles.map(tileState)
  return states.reduce(
    (worst, state) => (stateRank[state] < stateRank[worst] ? state : worst),
    states[0] ?? 'idle',
  )
}

/** An app that got better keeps its place this long; the wall must not dance. */
export const settleMs = 60_000

/** What the grid remembers from tick to tick: also what it was made of and when, to skip ticks without news. */
export type GridState = {
  readonly ranks: HeldRanks
  readonly groups: readonly CustomerGroup[]
  readonly madeOf: readonly AppTile[] | null
  readonly madeAt: number
  readonly settling: boolean
}
export const emptyGrid: GridState = { ranks: new Map(), groups: [], madeOf: null, madeAt: 0, settling: false }

/** The grid after this tick; `previous` itself when there is no news and no place waits for its minute. */
export function advanceGrid(previous: GridState, tiles: readonly AppTile[], now: number): GridState {
  const sameTiles = tiles === previous.madeOf
  if (sameTiles && (!previous.settling || now === previous.madeAt)) return previous
  const ranks = holdRanks(previous.ranks, tiles, now)
  const groups = groupCustomers(previous.groups, tiles, ranks)
  const settling = tiles.some(({ appId }) => ranks.get(appId)?.betterSince != null)
  return { ranks, groups, madeOf: tiles, madeAt: now, settling }
}

export function holdRanks(previous: HeldRanks, tiles: readonly AppTile[], now: number): HeldRanks {
  const next = new Map(
    tiles.map((tile) => [tile.appId, holdRank(previous.get(tile.appId), stateRank[tileState(tile)], now)]),
  )
  const same =
    next.size === previous.size && tiles.every(({ appId }) => next.get(appId) === previous.get(appId))
  return same ? previous : next
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
  groups.sort((a, b) => a.rank - b.rank || byName(a.customerName, b.customerName))
  const same = groups.length === previous.length && groups.every((group, i) => group === previous[i])
  return same ? previous : groups
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

/** "App 9" before "App 10", "Émile" beside "Emil". Keys are kept: a collator is too slow for 2,000 tiles a second. */
function byName(a: string, b: string): number {
  const [keyA, keyB] = [sortKey(a), sortKey(b)]
  return keyA === keyB ? 0 : keyA < keyB ? -1 : 1
}

const sortKeys = new Map<string, string>()
function sortKey(name: string): string {
  const known = sortKeys.get(name)
  if (known !== undefined) return known
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const key = plain.replace(/\d+/g, (digits) => digits.padStart(12, '0'))
  sortKeys.set(name, key)
  return key
}
