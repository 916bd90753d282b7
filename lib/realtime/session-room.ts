import type { Finding } from '#lib/diagnosis/contract.ts'
import type { EventView, ParticipantView, Point, SessionView } from '#lib/sessions/contract.ts'
import type { SessionFrame, SessionNews } from '#lib/sessions/live-messages.ts'
import { eventKey, withFindings, withPoints } from './apply-session.ts'
import type { SessionDelta, SessionSnapshot } from './contract.ts'

/** How far back a snapshot reaches. */
export const snapshotPointsMs = 120_000
/** At most so many events wait for the next delta; the API has them all. */
const maxWaitingEvents = 500
const maxSnapshotPoints = 3_000
export const quietDeltaEveryMs = 5_000
export const deltaEveryMs = 250

/** One watched session: what its watchers were told, and what waits for the next delta. */
export type SessionRoom = {
  readonly epoch: string
  readonly seq: number
  readonly saidAt: number
  readonly session: SessionView
  readonly participants: ReadonlyMap<string, ParticipantView>
  readonly points: ReadonlyMap<string, readonly Point[]>
  readonly findings: ReadonlyMap<string, Finding>
  readonly waiting: SessionNews
}

const nothing: SessionNews = { session: null, participants: [], points: [], events: [], findings: [] }

export function openSessionRoom(epoch: string, frame: SessionFrame, at: number): SessionRoom {
  return {
    epoch,
    seq: 0,
    saidAt: at,
    session: frame.session,
    participants: byId(frame.participants),
    points: withPoints(new Map(), frame.points, at, snapshotPointsMs),
    findings: byFindingId(frame.findings),
    waiting: nothing,
  }
}

/** News waits for the next delta; of a participant or the session only the newest word counts. */
export function takeSessionNews(room: SessionRoom, news: SessionNews): SessionRoom {
  const { waiting } = room
  return {
    ...room,
    waiting: {
      session: news.session ?? waiting.session,
      participants: [...byId([...waiting.participants, ...news.participants]).values()],
      points: [...waiting.points, ...news.points],
      events: distinct([...waiting.events, ...news.events]).slice(-maxWaitingEvents),
      findings: [...byFindingId([...waiting.findings, ...news.findings]).values()],
    },
  }
}

/** Compares with the engine's own full picture and turns every difference into news: heals what the bus lost. */
export function takeFrame(room: SessionRoom, frame: SessionFrame): SessionRoom {
  const now = applied(room)
  return takeSessionNews(room, {
    session: same(now.session, frame.session) ? null : frame.session,
    participants: frame.participants.filter((one) => !same(now.participants.get(one.participantId), one)),
    points: frame.points.filter((point) => !hasPoint(now.points, point)),
    events: [],
    findings: frame.findings.filter((one) => !same(now.findings.get(one.findingId), one)),
  })
}

/** The next delta, or null when it is too early or there is nothing to say. */
export function nextSessionDelta(
  room: SessionRoom,
  at: number,
): { room: SessionRoom; delta: SessionDelta } | null {
  const sinceMs = at - room.saidAt
  if (sinceMs < (isEmpty(room.waiting) ? quietDeltaEveryMs : deltaEveryMs)) return null
  const seq = room.seq + 1
  const { session, participants, points, events, findings } = room.waiting
  const delta = {
    epoch: room.epoch,
    seq,
    at,
    sessionId: room.session.sessionId,
    session,
    participants,
    points,
    events,
    findings,
  }
  return { room: { ...applied(room, at), seq, saidAt: at, waiting: nothing }, delta }
}

/** What a new watcher is given: exactly what the others were told up to `seq`. */
export function sessionSnapshotOf(room: SessionRoom, at: number): SessionSnapshot {
  const { epoch, seq, session } = room
  return {
    epoch,
    seq,
    at,
    session,
    participants: [...room.participants.values()],
    points: newestPoints(room.points),
    findings: [...room.findings.values()],
  }
}

/** A crowded session gives fewer points each: a snapshot must not be what makes a socket slow. */
function newestPoints(points: SessionRoom['points']): Point[] {
  const each = Math.ceil(maxSnapshotPoints / Math.max(1, points.size))
  return [...points.values()].flatMap((one) => one.slice(-each))
}

function applied(room: SessionRoom, at: number = room.saidAt): SessionRoom {
  const { session, participants, points, findings } = room.waiting
  return {
    ...room,
    session: session ?? room.session,
    participants: byId([...room.participants.values(), ...participants]),
    points: withPoints(room.points, points, at, snapshotPointsMs),
    findings: withFindings(room.findings, findings),
  }
}

function isEmpty(news: SessionNews): boolean {
  return (
    !news.session &&
    news.participants.length + news.points.length + news.events.length + news.findings.length === 0
  )
}

function hasPoint(points: SessionRoom['points'], point: Point): boolean {
  return points.get(point.participantId)?.some((one) => one.at === point.at) ?? false
}

function byId(participants: readonly ParticipantView[]): Map<string, ParticipantView> {
  return new Map(participants.map((one) => [one.participantId, one]))
}

function byFindingId(findings: readonly Finding[]): Map<string, Finding> {
  return new Map(findings.map((one) => [one.findingId, one]))
}

function distinct(events: readonly EventView[]): EventView[] {
  return [...new Map(events.map((event) => [eventKey(event), event])).values()]
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
