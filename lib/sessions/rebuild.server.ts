import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'
import { createSessionDiagnosis, resumeFindings } from '#lib/diagnosis/session-diagnosis.ts'
import { chatTypes, contextTypes } from './context-types.ts'
import { readFindings } from './findings/store.server.ts'
import { createLiveParticipant, type LiveParticipant, setState } from './live-participant.ts'
import { createLiveSession, type LiveSession, scoreSession } from './live-session.ts'
import { replay } from './replay.ts'
import {
  type ParticipantRow,
  readContextEvents,
  readNewestEvents,
  readParticipantRows,
  readRecentReports,
  type SessionRow,
} from './store.server.ts'

/** How much telemetry a restarted engine replays: more than every window of the quality model. */
const replayMs = 120_000

/** Makes a live call again from what Postgres holds of it. */
export async function rebuildSession(row: SessionRow, now: number): Promise<LiveSession> {
  const session = createLiveSession({
    customerId: row.customerId,
    appId: row.appId,
    sessionId: row.id,
    day: row.day,
    externalId: row.externalId,
    name: row.name,
    simulated: row.simulated,
    tags: row.tags,
    startedAt: row.startedAt.getTime(),
  })
  session.peak = row.participantsPeak
  session.endedAt = row.endedAt?.getTime() ?? null
  session.endReason = row.endReason
  session.pinned = row.pinnedAt && { at: row.pinnedAt.getTime(), reason: row.pinReason ?? '' }
  session.diagnosis = createSessionDiagnosis(row.id, uuidv7)
  resumeFindings(session.diagnosis, await readFindings(pool('ingest'), row.customerId, row.id))
  const participants = await readParticipantRows(pool('ingest'), [row.id])
  for (const participant of participants) session.participants.set(participant.id, revive(participant, now))
  await replayRecent(session, row, now)
  scoreSession(session, now)
  if (row.band === session.band) session.bandSince = row.bandSince.getTime()
  session.dirty = false
  return session
}

function revive(row: ParticipantRow, now: number): LiveParticipant {
  const one = createLiveParticipant({
    participantId: row.id,
    externalId: row.externalId,
    name: row.name,
    role: row.role,
    client: row.client,
    tags: row.tags,
    joinedAt: row.joinedAt.getTime(),
    bootNo: 0,
    heardAt: now,
  })
  if (row.leftAt) {
    setState(one, 'left', row.leftAt.getTime())
    one.leftAt = row.leftAt.getTime()
    one.leftReason = row.leftReason
  }
  return one
}

async function replayRecent(session: LiveSession, row: SessionRow, now: number) {
  const here = [...session.participants.values()].filter((one) => one.state !== 'left')
  if (here.length === 0) return
  const ids = here.map((one) => one.participantId)
  const since = new Date(now - replayMs)
  const reports = await readRecentReports(pool('ingest'), row.customerId, ids, row.day, since)
  const events = await readContextEvents(pool('ingest'), row.customerId, row.id, row.day, contextTypes)
  const chats = await readNewestEvents(pool('ingest'), row.customerId, row.id, row.day, chatTypes)
  const relevant = [...events, ...chats].filter((event) => ids.includes(event.participantId))
  replay(session, reports, relevant)
}
