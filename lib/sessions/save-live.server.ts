import { pool } from '#lib/db/pools.server.ts'
import { causesOf, takeChanged } from '#lib/diagnosis/session-diagnosis.ts'
import { log } from '#lib/log.server.ts'
import { modelVersion } from '#lib/quality/model.ts'
import { type FindingSave, saveFindings } from './findings/store.server.ts'
import { type LiveParticipant, participantBand, participantView } from './live-participant.ts'
import { gaugePulses, type LiveRegistry, type PendingMinute } from './live-registry.ts'
import { findingsOf, type LiveSession, mainCause, painMinutesOf } from './live-session.ts'
import { closePulse, pulseMs } from './pulse.ts'
import {
  type ConnectionSave,
  type MinuteSave,
  type ParticipantSave,
  type PulseSave,
  type SessionSave,
  saveConnections,
  saveMinutes,
  saveParticipants,
  savePulses,
  saveSessions,
} from './store.server.ts'

const participantSaveMs = 60_000
/** A call of which nothing changed but its newest report is written this often. */
const touchedSaveMs = 10_000
/** Buckets that could not be written while the store was away: an hour of them, then the oldest go. */
const keptBuckets = 360

/** Brings Postgres up to date with the live calls. What fails stays due; what Postgres refuses is left out and logged. */
export function createSaver(
  registry: LiveRegistry,
  now: () => number,
  forget: (session: LiveSession) => void,
) {
  let unsaved: PulseSave[][] = []

  function due(everything: boolean): LiveSession[] {
    const at = now()
    return [...registry.sessions.values()].filter(
      (session) => everything || session.dirty || (session.touched && at - session.savedAt >= touchedSaveMs),
    )
  }

  async function flush(everything = false) {
    const at = now()
    const sessions = due(everything)
    for (const session of sessions) Object.assign(session, { dirty: false, touched: false, savedAt: at })
    const people = sessions.flatMap((session) =>
      [...session.participants.values()]
        .filter((one) => everything || at - one.savedAt >= participantSaveMs)
        .map((one) => ({ session, one })),
    )
    const minutes = registry.minutes.splice(0)
    const findings = [...registry.sessions.values()].flatMap(findingSaves)
    try {
      await saveAll(sessions.map(sessionSave), saveSessions)
      await saveAll(people.map(participantSave), saveParticipants)
      await saveAll(people.flatMap(connectionSaves), saveConnections)
      await saveAll(minutes.map(minuteSave), saveMinutes)
      await saveAll(findings, saveFindings)
    } catch (error) {
      for (const session of sessions) session.dirty = true
      registry.minutes.unshift(...minutes)
      for (const { sessionId, findingId } of findings)
        registry.sessions.get(sessionId)?.diagnosis?.unsaved.add(findingId)
      throw error
    }
    for (const { one } of people) one.savedAt = at
    for (const session of sessions) if (session.endedAt !== null && !session.dirty) forget(session)
  }

  /** Closes the running 10 s and writes it, and what could not be written before it. */
  async function flushPulse() {
    gaugePulses(registry)
    const bucket = new Date(Math.floor((now() - pulseMs / 2) / pulseMs) * pulseMs)
    unsaved.push(closePulse(registry.pulses).map((pulse) => ({ ...pulse, bucket })))
    unsaved = unsaved.slice(-keptBuckets)
    while (unsaved[0]) {
      await saveAll(unsaved[0], savePulses)
      unsaved.shift()
    }
  }

  return { flush, flushPulse }
}

type Save<Row> = (db: ReturnType<typeof pool>, rows: Row[]) => Promise<void>

/** All at once; when Postgres refuses the data of one row, row by row, so that one never holds up the rest. */
async function saveAll<Row>(rows: Row[], save: Save<Row>) {
  try {
    await save(pool('ingest'), rows)
  } catch (error) {
    if (!isRefusedData(error)) throw error
    for (const row of rows) await saveOne(row, save)
  }
}

async function saveOne<Row>(row: Row, save: Save<Row>) {
  try {
    await save(pool('ingest'), [row])
  } catch (error) {
    if (!isRefusedData(error)) throw error
    log.error({ err: error }, 'a row of a live call was refused and is left out')
  }
}

/** Classes 22 and 23: the data or a constraint, not the state of the database. */
function isRefusedData(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code))
}

const dateOf = (at: number | null) => (at === null ? null : new Date(at))

export function sessionSave(session: LiveSession): SessionSave {
  return {
    customerId: session.customerId,
    id: session.sessionId,
    state: session.endedAt === null ? 'live' : 'ended',
    endReason: session.endReason,
    endedAt: dateOf(session.endedAt),
    lastReportAt: dateOf(session.lastReportAt),
    participantsPeak: session.peak,
    score: session.score,
    band: session.band,
    bandSince: new Date(session.bandSince),
    reason: session.reason,
    painMinutes: painMinutesOf(session),
    cause: mainCause(session),
    causes: causesOf(findingsOf(session)),
  }
}

/** Takes the findings out of the call: who cannot write them must say so again. */
export function findingSaves({ diagnosis, customerId, appId }: LiveSession): FindingSave[] {
  if (diagnosis === null) return []
  return takeChanged(diagnosis, 'unsaved').map((finding) => ({ ...finding, customerId, appId }))
}

type Person = { session: LiveSession; one: LiveParticipant }

export function participantSave({ session, one }: Person): ParticipantSave {
  return {
    customerId: session.customerId,
    id: one.participantId,
    leftAt: dateOf(one.leftAt),
    leftReason: one.leftReason,
    lastReportAt: dateOf(one.lastReportAt),
    view: JSON.stringify(participantView(one)),
    score: one.score,
    band: participantBand(one),
    painMinutes: one.painMs / 60_000,
    attemptAt: dateOf(one.join?.attemptAt ?? null),
    joinOutcome: one.join && one.join.outcome !== 'pending' ? one.join.outcome : null,
    joinFailure: one.join?.failure ?? null,
    setupMs: one.join?.setupMs ?? null,
    joinPhases: JSON.stringify(
      Object.fromEntries((one.join?.phases ?? []).map(({ phase, ms }) => [phase, ms])),
    ),
    dropped: one.dropped,
    recovered: one.recovered,
  }
}

export function connectionSaves({ session, one }: Person): ConnectionSave[] {
  return [...one.context.connections].map(([connection, known]) => ({
    customerId: session.customerId,
    participantId: one.participantId,
    bootNo: one.bootNo,
    connection,
    sessionId: session.sessionId,
    createdAt: new Date(one.joinedAt),
    closedAt: known.closed ? new Date(one.leftAt ?? one.lastReportAt ?? one.joinedAt) : null,
    state: known.state,
    localCandidateType: known.localCandidateType,
    remoteCandidateType: known.remoteCandidateType,
    protocol: known.protocol,
    relayProtocol: known.relayProtocol,
    relayHost: known.relayHost,
    localPrefix: known.localPrefix,
  }))
}

export function minuteSave(minute: PendingMinute): MinuteSave {
  return {
    customerId: minute.session.customerId,
    participantId: minute.participantId,
    minute: new Date(minute.minuteAt),
    day: minute.session.day,
    sessionId: minute.session.sessionId,
    score: minute.score,
    receiveScore: minute.receiveScore,
    sendScore: minute.sendScore,
    band: minute.band,
    deductions: JSON.stringify(minute.deductions),
    model: modelVersion,
  }
}
