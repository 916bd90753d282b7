import type { EventView, Point, SessionDetail } from '#lib/sessions/contract.ts'
import {
  applySessionDelta,
  applySessionSnapshot,
  emptySession,
  type LiveSessionState,
  sessionDetailOf,
} from './apply-session.ts'
import { applyWallDelta, applyWallSnapshot, emptyWall, type WallState } from './apply-wall.ts'
import {
  type HandshakeRefusal,
  handshakeRefusals,
  serverMessages,
  type SessionDelta,
  type SessionSnapshot,
  type Tick,
  type Watch,
  type WatchAck,
  watchAckSchema,
} from './contract.ts'
import {
  decideHeartbeat,
  type Heartbeat,
  observeTick,
  type ServerClock,
  serverTime,
  unknownServerClock,
} from './heartbeat.ts'
import { type Observable, observable, type Settable } from './observable.ts'
import { reconnectDelayMs } from './reconnect.ts'

/** The part of a Socket.IO client that a dashboard uses; its own reconnection is off, this file decides when. */
export type DashboardSocket = {
  readonly connected: boolean
  connect(): unknown
  disconnect(): unknown
  on(event: string, listener: (payload: unknown) => void): unknown
  emit(event: string, payload: unknown, ack: (answer: unknown) => void): unknown
}

export type SignedOutReason = 'revoked' | 'expired' | 'disabled'

export type DashboardDeps = {
  /** makes the socket (not yet connected); called once, when the dashboard starts */
  openSocket: () => Promise<DashboardSocket>
  /** a clock of this page that never jumps */
  monotonicMs: () => number
  /** in [0, 1) */
  random: () => number
  /** runs `act` once after `ms`; returns the way to cancel */
  after: (ms: number, act: () => void) => () => void
  onSignedOut: (reason: SignedOutReason) => void
  onSessionDetail: (sessionId: string, detail: SessionDetail) => void
  /** after a reconnect or a wake-up: what was fetched over HTTP may be old */
  onReturned: () => void
}

export type ConnectionView = Heartbeat & {
  /** page-clock moment of the next try; null while connected or trying */
  readonly retryInMs: number | null
  /** messages that did not fit the contract; they are dropped and answered with a resync */
  readonly malformed: number
}

/** New points and events of a live session; `reset`: everything was replaced, read the buffer again. */
export type LiveNews = { points: readonly Point[]; events: readonly EventView[]; reset: boolean }

/** `refused` is what the server answered to the wish to watch; `not-found` covers a foreign session too. */
export type LiveSessionFeed = {
  readonly state: Observable<LiveSessionState>
  readonly refused: Observable<'not-found' | 'not-allowed' | null>
  onNews(listener: (news: LiveNews) => void): () => void
}

/** Everything one tab knows of the live world; outside React, read through hooks. */
export type Dashboard = {
  start(): void
  stop(): void
  readonly wall: Observable<WallState>
  readonly connection: Observable<ConnectionView>
  /** Says that a screen shows the wall; returns the way to say it no longer does. */
  watchWall(): () => void
  watchSession(sessionId: string): () => void
  session(sessionId: string): LiveSessionFeed
  retryNow(): void
  /** the page became visible again, or the machine woke up */
  woke(): void
}
