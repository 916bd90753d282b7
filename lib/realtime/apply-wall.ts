import type { FleetFindingView } from '#lib/diagnosis/fleet/contract.ts'
import type { AppTile, AttentionRow } from '#lib/sessions/contract.ts'
import type { IngestPulse, WallDelta, WallSnapshot } from './contract.ts'

/** `waiting`: nothing yet; `resync`: what is shown has a hole, a snapshot was asked for. */
export type FeedPhase = 'waiting' | 'live' | 'resync'

/** The wall as this page knows it. Unchanged parts keep their identity, so that nothing unchanged is drawn again. */
export type WallState = {
  readonly phase: FeedPhase
  readonly epoch: string | null
  readonly seq: number
  /** server time of what is shown; null before the first snapshot */
  readonly at: number | null
  readonly tiles: ReadonlyMap<string, AppTile>
  readonly attention: readonly AttentionRow[]
  readonly ingest: IngestPulse | null
  readonly fleet: readonly FleetFindingView[]
}

export const emptyWall: WallState = {
  phase: 'waiting',
  epoch: null,
  seq: 0,
  at: null,
  tiles: new Map(),
  attention: [],
  ingest: null,
  fleet: [],
}

/** A snapshot replaces everything, unless this page already knows something newer of the same epoch. */
export function applyWallSnapshot(state: WallState, snapshot: WallSnapshot): WallState {
  if (snapshot.epoch === state.epoch && snapshot.seq < state.seq) return state
  const { epoch, seq, at, attention, ingest, fleet } = snapshot
  return { phase: 'live', epoch, seq, at, tiles: byAppId(snapshot.tiles), attention, ingest, fleet }
}

/** The next delta is applied, an old one ignored; a gap or another epoch asks for a snapshot (`phase: 'resync'`). */
export function applyWallDelta(state: WallState, delta: WallDelta): WallState {
  if (state.phase === 'waiting') return state
  const step = follows(state, delta)
  if (step === 'old') return state
  if (step === 'gap') return state.phase === 'resync' ? state : { ...state, phase: 'resync' }
  return {
    ...state,
    phase: 'live',
    seq: delta.seq,
    at: delta.at,
    tiles: changedTiles(state.tiles, delta),
    attention: delta.attention ?? state.attention,
    ingest: delta.ingest,
    fleet: delta.fleet ?? state.fleet,
  }
}

/** Where a message stands in the stream of its room. */
export function follows(
  state: { epoch: string | null; seq: number },
  message: { epoch: string; seq: number },
): 'next' | 'old' | 'gap' {
  if (message.epoch !== state.epoch) return 'gap'
  if (message.seq <= state.seq) return 'old'
  return message.seq === state.seq + 1 ? 'next' : 'gap'
}

function changedTiles(tiles: WallState['tiles'], delta: WallDelta): WallState['tiles'] {
  if (delta.tiles.length === 0 && delta.gone.length === 0) return tiles
  const next = new Map(tiles)
  for (const appId of delta.gone) next.delete(appId)
  for (const tile of delta.tiles) next.set(tile.appId, tile)
  return next
}

function byAppId(tiles: readonly AppTile[]): Map<string, AppTile> {
  return new Map(tiles.map((tile) => [tile.appId, tile]))
}
