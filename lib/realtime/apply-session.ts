import type { Finding } from '#lib/diagnosis/contract.ts'
import type { EventView, ParticipantView, Point, SessionDetail, SessionView } from '#lib/sessions/contract.ts'
import { type FeedPhase, follows } from './apply-wall.ts'
import type { SessionDelta, SessionSnapshot } from './contract.ts'

/** How much of a live session a page keeps; older points come from the API. */
export const liveBufferMs = 15 * 60_000

/** One live session as this page knows it. `points` are per participant, oldest first. */
export type LiveSessionState = {
  readonly phase: FeedPhase
  readonly epoch: string | null
  readonly seq: number
  readonly at: number | null
  readonly session: SessionView | null
  readonly participants: ReadonlyMap<string, ParticipantView>
  readonly points: ReadonlyMap<string, readonly Point[]>
  readonly events: readonly EventView[]
  /** by their id, in the order in which they were first told */
  readonly findings: ReadonlyMap<string, Finding>
}

export const emptySession: LiveSessionState = {
  phase: 'waiting',
  epoch: null,
  seq: 0,
  at: null,
  session: null,
  participants: new Map(),
  points: new Map(),
  events: [],
  findings: new Map(),
}

/** A snapshot replaces what is known of the session and its participants; points join those already kept. */
export function applySessionSnapshot(state: LiveSessionState, snapshot: SessionSnapshot): LiveSessionState {
  if (snapshot.epoch === state.epoch && snapshot.seq < state.seq) return state
  return {
    ...state,
    phase: 'live',
    epoch: snapshot.epoch,
    seq: snapshot.seq,
    at: snapshot.at,
    session: snapshot.session,
    participants: new Map(snapshot.participants.map((one) => [one.participantId, one])),
    points: withPoints(state.points, snapshot.points, snapshot.at),
    findings: new Map(snapshot.findings.map((one) => [one.findingId, one])),
  }
}

/** The next delta is applied, an old one ignored; a gap or another epoch asks for a snapshot. */
export function applySessionDelta(state: LiveSessionState, delta: SessionDelta): LiveSessionState {
  if (state.phase === 'waiting') return state
  const step = follows(state, delta)
  if (step === 'old') return state
  if (step === 'gap') return state.phase === 'resync' ? state : { ...state, phase: 'resync' }
  return {
    phase: 'live',
    epoch: state.epoch,
    seq: delta.seq,
    at: delta.at,
    session: delta.session ?? state.session,
    participants: withParticipants(state.participants, delta.participants),
    points: withPoints(state.points, delta.points, delta.at),
    events: withEvents(state.events, delta.events, delta.at),
    findings: withFindings(state.findings, delta.findings),
  }
}

/** What the query cache holds under `['session', id]`; null before the first snapshot. */
export function sessionDetailOf(state: LiveSessionState): SessionDetail | null {
  if (state.session === null || state.at === null) return null
  return {
    session: state.session,
    participants: [...state.participants.values()],
    findings: [...state.findings.values()],
    telemetryExpired: false,
    eventsExpired: false,
    serverTime: state.at,
  }
}

/** The newest word on an episode counts. */
export function withFindings(known: LiveSessionState['findings'], changed: readonly Finding[]) {
  if (changed.length === 0) return known
  const next = new Map(known)
  for (const one of changed) next.set(one.findingId, one)
  return next
}

function withParticipants(known: LiveSessionState['participants'], changed: readonly ParticipantView[]) {
  if (changed.length === 0) return known
  const next = new Map(known)
  for (const one of changed) next.set(one.participantId, one)
  return next
}

/** Adds points in order of time, each moment once; a repeated one replaces what was said before. */
export function withPoints(
  known: LiveSessionState['points'],
  added: readonly Point[],
  at: number,
  keepMs: number = liveBufferMs,
): LiveSessionState['points'] {
  if (added.length === 0) return known
  const kept = [...known].filter(([, points]) => (points.at(-1)?.at ?? 0) >= at - keepMs)
  const next = new Map(kept)
  for (const [participantId, points] of Map.groupBy(added, (point) => point.participantId)) {
    next.set(participantId, inOrder(next.get(participantId) ?? [], points, at - keepMs))
  }
  return next
}

function inOrder(known: readonly Point[], added: readonly Point[], from: number): readonly Point[] {
  const byTime = new Map(known.map((point) => [point.at, point]))
  for (const point of added) byTime.set(point.at, point)
  return [...byTime.values()].filter((point) => point.at >= from).sort((a, b) => a.at - b.at)
}

function withEvents(
  known: readonly EventView[],
  added: readonly EventView[],
  at: number,
): readonly EventView[] {
  if (added.length === 0) return known
  const seen = new Set(known.map(eventKey))
  const fresh = added.filter((event) => !seen.has(eventKey(event)))
  return [...known, ...fresh].filter((event) => event.at >= at - liveBufferMs)
}

/** An event is the same event when participant, boot and sequence agree. */
export function eventKey(event: EventView): string {
  return `${event.participantId}/${event.boot}/${event.seq}`
}
