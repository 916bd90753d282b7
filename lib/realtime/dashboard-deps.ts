import type { SessionDetail } from '#lib/sessions/contract.ts'

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
