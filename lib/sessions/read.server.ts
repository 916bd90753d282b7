import type { TenantScope } from '#lib/access/member.ts'
import { chatTypes, contextTypes } from './context-types.ts'
import type { EventView, ParticipantView, Point, SessionDetail, SessionSeries } from './contract.ts'
import { participantSchema } from './contract.ts'
import { downsample } from './downsample.ts'
import { findFindings } from './findings/store.server.ts'
import {
  type EventCursor,
  findEvents,
  findEventsOf,
  findParticipants,
  findReports,
  findReportsNear,
  findSession,
  type ParticipantHistory,
} from './history/store.server.ts'
import { createLiveParticipant, participantView, setState } from './live-participant.ts'
import { createLiveSession } from './live-session.ts'
import { nameColumns } from './name-columns.ts'
import { type OnReport, replay } from './replay.ts'
import type { RawReport, TrackSeries } from './track-contract.ts'
import { createTrackCollector } from './track-series.ts'

/** What people ask about sessions. A session outside the scope is answered like one that does not exist: null. */

const maxPoints = 600
const maxTrackPoints = 300
/** Longest stretch one answer covers; longer calls are asked for in pieces. */
const maxRangeMs = 4 * 3_600_000
/** Counters need a window of history before they say anything. */
const warmUpMs = 60_000

export async function readSession(
  scope: TenantScope,
  sessionId: string,
  now: number,
): Promise<SessionDetail | null> {
  const found = await findSession(scope, sessionId, now)
  if (!found) return null
  const rows = await findParticipants(scope, found.customerId, sessionId)
  const findings = await findFindings(scope, found.customerId, sessionId)
  const { day: _day, telemetryExpired, eventsExpired, ...session } = found
  const participants = rows.map(savedView)
  return { session, participants, findings, telemetryExpired, eventsExpired, serverTime: now }
}

/** The participant as it was last saved, or, before the first save, what its row says. */
function savedView(row: ParticipantHistory): ParticipantView {
  const saved = participantSchema.safeParse(row.view)
  if (saved.success) return saved.data
  return participantView(asLive(row))
}

function asLive(row: ParticipantHistory) {
  const one = createLiveParticipant({
    participantId: row.id,
    externalId: row.externalId,
    name: row.name,
    role: row.role,
    client: row.client,
    tags: row.tags,
    joinedAt: row.joinedAt.getTime(),
    bootNo: 0,
    heardAt: row.joinedAt.getTime(),
  })
  one.lastReportAt = row.lastReportAt?.getTime() ?? null
  if (row.leftAt) {
    setState(one, 'left', row.leftAt.getTime())
    one.leftAt = row.leftAt.getTime()
    one.leftReason = row.leftReason
  }
  return one
}

/** Charts: every participant's metrics over a range, scored again from the stored counters. */
export async function readSeries(
  scope: TenantScope,
  sessionId: string,
  wanted: { from?: number; to?: number; points?: number },
  now = Date.now(),
): Promise<SessionSeries | null> {
  const again = await replayStored(scope, sessionId, wanted, now)
  if (!again) return null
  const { ids, points, from, to } = again
  const limit = Math.min(wanted.points ?? maxPoints, maxPoints)
  return {
    from,
    to,
    participants: ids.map((id) => ({ participantId: id, ...seriesOf(points, id, from, to, limit) })),
  }
}

/** Charts of single streams: those of one participant, with the other end of each where it reports too. */
export async function readTrackSeries(
  scope: TenantScope,
  sessionId: string,
  wanted: { participantId?: string; from?: number; to?: number; points?: number },
  now = Date.now(),
): Promise<TrackSeries | null> {
  const collector = createTrackCollector()
  const again = await replayStored(scope, sessionId, wanted, now, collector.take)
  if (!again || (wanted.participantId !== undefined && !again.ids.includes(wanted.participantId))) return null
  const { from, to, ids } = again
  const points = Math.min(wanted.points ?? maxTrackPoints, maxTrackPoints)
  return collector.answer(wanted.participantId ?? ids[0] ?? '', { from, to, points })
}

async function replayStored(
  scope: TenantScope,
  sessionId: string,
  wanted: { from?: number; to?: number },
  now: number,
  onReport?: OnReport,
) {
  const found = await findSession(scope, sessionId, now)
  if (!found) return null
  const to = Math.min(wanted.to ?? found.endedAt ?? now, now)
  const from = Math.max(wanted.from ?? found.startedAt - 1_000, to - maxRangeMs)
  const rows = await findParticipants(scope, found.customerId, sessionId)
  const session = createLiveSession({ ...found, day: found.day })
  for (const row of rows) session.participants.set(row.id, { ...asLive(row), state: 'joining' })
  const ids = rows.map((row) => row.id)
  const { telemetryExpired, eventsExpired } = found
  const reports = telemetryExpired ? [] : await findReports(scope, found, ids, { from: from - warmUpMs, to })
  const events = eventsExpired ? [] : await findEventsOf(scope, found, contextTypes, 'oldest')
  const chats = eventsExpired ? [] : await findEventsOf(scope, found, chatTypes, 'newest')
  const all = replay(session, reports, [...events, ...chats], onReport)
  const points = all.filter((point) => point.at >= from)
  return { ids, points, from, to }
}

/** The stored report nearest to a moment, and when the ones beside it came. */
export async function readRawReport(
  scope: TenantScope,
  sessionId: string,
  { participantId, at }: { participantId: string | null; at: number },
  now = Date.now(),
): Promise<RawReport | null> {
  const found = await findSession(scope, sessionId, now)
  if (!found) return null
  if (found.telemetryExpired) return { report: null, previousAt: null, nextAt: null }
  const near = await findReportsNear(scope, found, participantId, at)
  const known = near.toSorted((a, b) => a.at - b.at || a.seq - b.seq)
  const nearest = known.toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0]
  if (!nearest) return { report: null, previousAt: null, nextAt: null }
  const i = known.indexOf(nearest)
  return {
    report: nameColumns(nearest),
    previousAt: known[i - 1]?.at ?? null,
    nextAt: known[i + 1]?.at ?? null,
  }
}

function seriesOf(points: Point[], participantId: string, from: number, to: number, limit: number) {
  return downsample(
    points.filter((point) => point.participantId === participantId),
    from,
    to,
    limit,
  )
}

export async function readEvents(
  scope: TenantScope,
  sessionId: string,
  wanted: { after?: string; limit?: number },
  now = Date.now(),
): Promise<{ events: EventView[]; next: string | null } | null> {
  const found = await findSession(scope, sessionId, now)
  if (!found) return null
  if (found.eventsExpired) return { events: [], next: null }
  const limit = wanted.limit ?? 500
  const rows = await findEvents(scope, found, parseEventCursor(wanted.after), limit + 1)
  const events = rows.slice(0, limit)
  const last = events.at(-1)
  return { events, next: rows.length > limit && last ? `${last.at}_${last.boot}_${last.seq}` : null }
}

function parseEventCursor(text: string | undefined): EventCursor | null {
  const match = /^(\d{10,16})_(\d{1,15})_(\d{1,10})$/.exec(text ?? '')
  return match ? { at: Number(match[1]), boot: Number(match[2]), seq: Number(match[3]) } : null
}
