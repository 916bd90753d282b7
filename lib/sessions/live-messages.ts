import type { Finding } from '#lib/diagnosis/contract.ts'
import type { FleetFinding } from '#lib/diagnosis/fleet/contract.ts'
import type { AppTile, AttentionRow, EventView, ParticipantView, Point, SessionView } from './contract.ts'

/**
 * What an ingest engine tells the realtime engines over the bus. Subjects:
 * - `live.wall`             publish, once a second                        WallNews
 * - `live.wall.snapshot`    request {} →                                  WallNews with every tile
 * - `live.session.<id>`     publish, only while watched, as it happens    SessionNews
 * - `live.session-snapshot` request {sessionId} →                         SessionFrame | null (null: not live here)
 * - `live.watch`            publish {sessionId}, repeated every 10 s while a screen watches; lapses after 30 s
 */
export const subjects = {
  wall: 'live.wall',
  wallSnapshot: 'live.wall.snapshot',
  session: (sessionId: string) => `live.session.${sessionId}`,
  sessionSnapshot: 'live.session-snapshot',
  watch: 'live.watch',
} as const

export type IngestPulse = {
  reportsPerSecond: number
  /** newest commit → now when this was built, ms */
  lagMs: number | null
  storeUp: boolean
  storeDownSince: number | null
}

export type WallNews = {
  /** which engine process speaks; another value = it restarted, forget what it said before */
  engine: string
  at: number
  tiles: AppTile[]
  gone: string[]
  /** null = unchanged */
  attention: AttentionRow[] | null
  ingest: IngestPulse
  /** causes that many calls share, over all customers: a room shows each viewer their part; null = unchanged */
  fleet: readonly FleetFinding[] | null
}

/** Everything a screen needs to draw one live session. */
export type SessionFrame = {
  session: SessionView
  participants: ParticipantView[]
  /** the last two minutes */
  points: Point[]
  /** every episode so far */
  findings: Finding[]
}

/** What changed in one session. */
export type SessionNews = {
  session: SessionView | null
  participants: ParticipantView[]
  points: Point[]
  events: EventView[]
  /** new or changed episodes */
  findings: Finding[]
}
