'use client'
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { FleetFindingView } from '#lib/diagnosis/fleet/contract.ts'
import type { LiveSessionState } from '#lib/realtime/apply-session.ts'
import { emptySession } from '#lib/realtime/apply-session.ts'
import type { FeedPhase, WallState } from '#lib/realtime/apply-wall.ts'
import { emptyWall } from '#lib/realtime/apply-wall.ts'
import type { IngestPulse } from '#lib/realtime/contract.ts'
import type { ConnectionView, LiveNews } from '#lib/realtime/dashboard.ts'
import { idleConnection } from '#lib/realtime/dashboard.ts'
import type { Observable } from '#lib/realtime/observable.ts'
import type {
  AppTile,
  AttentionRow,
  EventView,
  ParticipantView,
  Point,
  SessionView,
} from '#lib/sessions/contract.ts'
import { useDashboard } from './realtime-provider.tsx'

/** Reads one part of a store; the component is drawn again only when that part is another value. */
function usePart<T, P>(store: Observable<T>, part: (value: T) => P, onServer: T): P {
  return useSyncExternalStore(
    store.subscribe,
    () => part(store.get()),
    () => part(onServer),
  )
}

function useWallPart<P>(part: (wall: WallState) => P): P {
  const dashboard = useDashboard()
  useEffect(() => dashboard.watchWall(), [dashboard])
  return usePart(dashboard.wall, part, emptyWall)
}

const tilesOf = (wall: WallState) => wall.tiles
const phaseOf = (wall: WallState) => wall.phase
const attentionOf = (wall: WallState) => wall.attention
const ingestOf = (wall: WallState) => wall.ingest
const fleetOf = (wall: WallState) => wall.fleet

/** All tiles of this member's scope; changes only when a tile changes. `phase` is `waiting` before the first snapshot. */
export function useWall(): { phase: FeedPhase; tiles: readonly AppTile[] } {
  const tiles = useWallPart(tilesOf)
  const phase = useWallPart(phaseOf)
  return useMemo(() => ({ phase, tiles: [...tiles.values()] }), [phase, tiles])
}

/** One tile; drawn again only when this very tile changes. Null when the app is unknown or gone. */
export function useTile(appId: string): AppTile | null {
  return useWallPart(useCallback((wall: WallState) => wall.tiles.get(appId) ?? null, [appId]))
}

/** Live sessions that are not good, worst first, as the server ordered them. */
export function useAttention(): readonly AttentionRow[] {
  return useWallPart(attentionOf)
}

/** Causes that many bad calls share, of this member's customers. */
export function useFleet(): readonly FleetFindingView[] {
  return useWallPart(fleetOf)
}

/** How ingest does; null before the first snapshot. Changes every second. */
export function useIngestPulse(): IngestPulse | null {
  return useWallPart(ingestOf)
}

/** The newest 15 minutes of a live session, outside React: charts subscribe and append. */
export type LiveBuffer = {
  pointsOf(participantId: string): readonly Point[]
  events(): readonly EventView[]
  subscribe(listener: (news: LiveNews) => void): () => void
}

export type LiveSession = {
  /** `waiting` also means: not live (an ended session never gets a snapshot) */
  phase: FeedPhase | 'not-found' | 'not-allowed'
  session: SessionView | null
  participants: readonly ParticipantView[]
  buffer: LiveBuffer
}

const sessionPhase = (state: LiveSessionState) => state.phase
const sessionView = (state: LiveSessionState) => state.session
const sessionParticipants = (state: LiveSessionState) => state.participants
const same = <T>(value: T) => value

/**
 * Watches one session while mounted. State also lands in the query cache under `['session', id]` (SessionDetail);
 * points and events do not pass through React: `buffer.subscribe` tells what is new.
 */
export function useLiveSession(sessionId: string): LiveSession {
  const dashboard = useDashboard()
  useEffect(() => dashboard.watchSession(sessionId), [dashboard, sessionId])
  const feed = dashboard.session(sessionId)
  const phase = usePart(feed.state, sessionPhase, emptySession)
  const session = usePart(feed.state, sessionView, emptySession)
  const participants = usePart(feed.state, sessionParticipants, emptySession)
  const refused = usePart(feed.refused, same, null)
  const buffer = useMemo<LiveBuffer>(
    () => ({
      pointsOf: (participantId) => feed.state.get().points.get(participantId) ?? [],
      events: () => feed.state.get().events,
      subscribe: feed.onNews,
    }),
    [feed],
  )
  return useMemo(
    () => ({ phase: refused ?? phase, session, participants: [...participants.values()], buffer }),
    [refused, phase, session, participants, buffer],
  )
}

export type HeartbeatView = ConnectionView & { retryNow: () => void }

/** State, reason, age and the next try; changes about once a second. For the word alone use `useHeartbeatState`. */
export function useHeartbeat(): HeartbeatView {
  const dashboard = useDashboard()
  const view = usePart(dashboard.connection, same, idleConnection)
  return useMemo(() => ({ ...view, retryNow: dashboard.retryNow }), [view, dashboard])
}

/** Only the state: for greying out numbers and disabling actions without redrawing every second. */
export function useHeartbeatState(): ConnectionView['state'] {
  return usePart(useDashboard().connection, stateOf, idleConnection)
}
const stateOf = (view: ConnectionView) => view.state
