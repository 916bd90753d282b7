import type { FleetFindingView } from '#lib/diagnosis/fleet/contract.ts'
import { showFinding } from '#lib/diagnosis/fleet/show-finding.ts'
import type { AppTile, AttentionRow } from '#lib/sessions/contract.ts'
import type { WallDelta, WallSnapshot } from './contract.ts'
import type { MergedWall } from './merge-wall.ts'

/** What the watchers of one scope have been told so far: a snapshot is exactly this, so its `seq` fits the stream. */
export type WallRoom = {
  readonly epoch: string
  readonly customerIds: ReadonlySet<string>
  readonly seq: number
  readonly told: WallSnapshot
  readonly tiles: ReadonlyMap<string, AppTile>
}

/** `epoch` must be another one whenever a room is opened anew. */
export function openWallRoom(
  epoch: string,
  customerIds: readonly string[],
  wall: MergedWall,
  at: number,
): WallRoom {
  const scope = new Set(customerIds)
  const tiles = tilesInScope(wall, scope)
  const told = {
    epoch,
    seq: 0,
    at,
    tiles: [...tiles.values()],
    attention: inScope(wall.attention, scope),
    ingest: wall.ingest,
    fleet: fleetInScope(wall, tiles),
  }
  return { epoch, customerIds: scope, seq: 0, told, tiles }
}

/** The next message of the room: what changed since the last one, nothing but the heartbeat when nothing did. */
export function nextWallDelta(
  room: WallRoom,
  wall: MergedWall,
  at: number,
): { room: WallRoom; delta: WallDelta } {
  const seq = room.seq + 1
  const tiles = tilesInScope(wall, room.customerIds)
  const attention = inScope(wall.attention, room.customerIds)
  const fleet = fleetInScope(wall, tiles)
  const changed = [...tiles.values()].filter((tile) => differs(room.tiles.get(tile.appId), tile))
  const gone = [...room.tiles.keys()].filter((appId) => !tiles.has(appId))
  const attentionChanged = differs(room.told.attention, attention)
  const head = { epoch: room.epoch, seq, at }
  const delta = {
    ...head,
    tiles: changed,
    gone,
    attention: attentionChanged ? attention : null,
    ingest: wall.ingest,
    fleet: differs(room.told.fleet, fleet) ? fleet : null,
  }
  const told = { ...head, tiles: [...tiles.values()], attention, ingest: wall.ingest, fleet }
  return { room: { ...room, seq, told, tiles }, delta }
}

function tilesInScope(wall: MergedWall, scope: ReadonlySet<string>): ReadonlyMap<string, AppTile> {
  return new Map([...wall.tiles].filter(([, tile]) => scope.has(tile.customerId)))
}

/** The names a room may read are those of its own tiles; what touches none of its customers is not told. */
function fleetInScope({ fleet }: MergedWall, tiles: ReadonlyMap<string, AppTile>): FleetFindingView[] {
  if (fleet.length === 0) return []
  const own = [...tiles.values()]
  const names = {
    customers: new Map(own.map(({ customerId, customerName }) => [customerId, customerName])),
    apps: new Map(own.map(({ appId, appName }) => [appId, appName])),
  }
  return fleet.flatMap((finding) => showFinding(finding, names) ?? [])
}

function inScope(rows: readonly AttentionRow[], scope: ReadonlySet<string>): AttentionRow[] {
  return rows.filter((row) => scope.has(row.customerId))
}

/** The same object is the same; engines build tiles anew only now and then, so text is compared rarely. */
function differs(a: unknown, b: unknown): boolean {
  return a !== b && JSON.stringify(a) !== JSON.stringify(b)
}
