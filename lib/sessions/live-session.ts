import type { Finding } from '#lib/diagnosis/contract.ts'
import { tellFinding } from '#lib/diagnosis/describe.ts'
import {
  causesOf,
  closeDiagnosis,
  rootCause,
  type SessionDiagnosis,
} from '#lib/diagnosis/session-diagnosis.ts'
import { bandLimits, bandOf, modelVersion } from '#lib/quality/model.ts'
import { sessionScore } from '#lib/quality/session-score.ts'
import { type PainTrail, painPerMinute, recentPainMs, shutOutMs } from './attention-rank.ts'
import type { AttentionRow, Band, SessionView } from './contract.ts'
import type { LiveParticipant } from './live-participant.ts'
import { type TagSlice, tagSlicesOf } from './pulse.ts'
import { standing } from './standing.ts'

/** A call as a whole while it lives: its participants, its score and band, and what the wall says of it. Pure. */
export type LiveSession = {
  readonly customerId: string
  readonly appId: string
  readonly sessionId: string
  readonly day: string
  readonly externalId: string
  readonly name: string | null
  readonly simulated: boolean
  readonly tags: Record<string, string>
  /** the tags it is counted by */
  readonly tagSlices: readonly TagSlice[]
  readonly startedAt: number
  participants: Map<string, LiveParticipant>
  lastReportAt: number | null
  peak: number
  score: number | null
  band: Band
  bandSince: number
  reason: string | null
  /** when the last participant left; null while somebody is there */
  emptySince: number | null
  endedAt: number | null
  endReason: string | null
  /** the whole call so far, for its verdict when it is over */
  tally: { sum: number; count: number; reasons: Map<string, number> }
  /** must reach Postgres soon */
  dirty: boolean
  /** has newer reports than Postgres knows of */
  touched: boolean
  savedAt: number
  watchedUntil: number
  /** null where only scores are wanted: charts of the past */
  diagnosis: SessionDiagnosis | null
  /** how its pain grew, for its place in the attention list */
  painTrail: PainTrail
  source: 'live' | 'imported'
  importedFrom: string | null
  pinned: { at: number; reason: string } | null
}

export function createLiveSession(
  row: Pick<
    LiveSession,
    'customerId' | 'appId' | 'sessionId' | 'day' | 'externalId' | 'name' | 'simulated' | 'tags' | 'startedAt'
  >,
): LiveSession {
  return {
    ...row,
    tagSlices: tagSlicesOf(row.tags),
    participants: new Map(),
    lastReportAt: null,
    peak: 0,
    score: null,
    band: 'unknown',
    bandSince: row.startedAt,
    reason: null,
    emptySince: null,
    endedAt: null,
    endReason: null,
    tally: { sum: 0, count: 0, reasons: new Map() },
    dirty: true,
    touched: false,
    savedAt: 0,
    watchedUntil: 0,
    diagnosis: null,
    painTrail: [],
    source: 'live',
    importedFrom: null,
    pinned: null,
  }
}

/** Server-side log sources speak about a call without being in it. */
export const isPerson = (participant: LiveParticipant) => participant.role !== 'server-log'

export const present = (session: LiveSession) =>
  [...session.participants.values()].filter((one) => one.state !== 'left' && isPerson(one))

/** Scores the call from its participants, whose bands carry the hysteresis; unknown when nothing is known. */
export function scoreSession(session: LiveSession, now: number) {
  const here = present(session)
  if (here.length > session.peak) {
    session.peak = here.length
    session.dirty = true
  }
  const { score, band } = sessionScore(here.map(standing))
  const next = band === null ? 'unknown' : band
  session.score = score
  const worst = worstOf(here)
  session.reason = worst && standing(worst).reason
  if (score !== null) tally(session, score)
  if (next === session.band) return
  session.band = next
  session.bandSince = now
  session.dirty = true
}

function tally(session: LiveSession, score: number) {
  session.tally.sum += score
  session.tally.count++
  const { reason, tally: kept } = session
  if (reason !== null && score < bandLimits.good)
    kept.reasons.set(reason, (kept.reasons.get(reason) ?? 0) + 1)
}

/** A call that ended by mistake goes on; what was learned of it is kept. */
export function reopenSession(session: LiveSession) {
  Object.assign(session, { endedAt: null, endReason: null, emptySince: null, dirty: true })
}

/** The verdict on a call that is over: its mean, and what was most often the reason while it was not good. */
export function closeSession(session: LiveSession, endedAt: number, endReason: string) {
  if (session.diagnosis) closeDiagnosis(session.diagnosis, endedAt)
  const { sum, count, reasons } = session.tally
  session.endedAt = endedAt
  session.endReason = endReason
  session.score = count > 0 ? sum / count : null
  session.band = session.score === null ? 'unknown' : bandOf(session.score)
  const often = [...reasons].sort((a, b) => b[1] - a[1])[0]
  session.reason = session.band === 'good' ? null : (often?.[0] ?? null)
  session.dirty = true
}

function worstOf(here: LiveParticipant[]): LiveParticipant | null {
  let worst: LiveParticipant | null = null
  let least = Number.POSITIVE_INFINITY
  for (const one of here) {
    const { score } = standing(one)
    if (score === null || score >= least) continue
    least = score
    worst = one
  }
  return worst
}

export function sessionView(
  session: LiveSession,
  names: { customerName: string; appName: string },
): SessionView {
  return {
    sessionId: session.sessionId,
    customerId: session.customerId,
    customerName: names.customerName,
    appId: session.appId,
    appName: names.appName,
    externalId: session.externalId,
    name: session.name,
    simulated: session.simulated,
    state: session.endedAt === null ? 'live' : 'ended',
    endReason: session.endReason,
    startedAt: session.startedAt,
    endedAt: session.endedAt,
    lastReportAt: session.lastReportAt,
    participantsNow: present(session).length,
    participantsPeak: session.peak,
    score: session.score,
    band: session.band,
    bandSince: session.bandSince,
    reason: session.reason,
    model: modelVersion,
    tags: session.tags,
    source: session.source,
    importedFrom: session.importedFrom,
    painMinutes: painMinutesOf(session),
    cause: mainCause(session),
    causes: causesOf(findingsOf(session)),
    pinned: session.pinned,
  }
}

export const findingsOf = (session: LiveSession): Iterable<Finding> =>
  session.diagnosis?.findings.values() ?? []

/** Participant-minutes in poor (counted half) and bad. */
export function painMinutesOf(session: LiveSession): number {
  let painMs = 0
  for (const one of session.participants.values()) painMs += one.painMs
  return painMs / 60_000
}

/** What is wrong now; over the whole call once it is over: the root cause that hurt for longest. */
export function mainCause(session: LiveSession): string | null {
  if (session.endedAt === null) return rootCause(findingsOf(session))?.kind ?? null
  const lasted = new Map<string, number>()
  for (const { kind, rank, openedAt, clearedAt, affected } of findingsOf(session)) {
    if (rank !== 1) continue
    const ms = ((clearedAt ?? session.endedAt) - openedAt) * Math.max(1, affected.length)
    lasted.set(kind, (lasted.get(kind) ?? 0) + ms)
  }
  return [...lasted].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

const nameIn = (session: LiveSession) => (participantId: string) => {
  const one = session.participants.get(participantId)
  return one?.name ?? one?.externalId ?? 'somebody'
}

const needsAttention: readonly Band[] = ['bad', 'poor', 'fair']

/** The session's line in the attention list, or null when it is fine, or nothing is known of it yet. */
export function attentionRow(
  session: LiveSession,
  names: { customerName: string; appName: string },
  now: number,
): AttentionRow | null {
  const here = present(session)
  const lost = here.filter((one) => one.state === 'no-telemetry')
  const unknown = session.band === 'unknown' && lost.length > 0
  if (session.endedAt !== null || !(needsAttention.includes(session.band) || unknown)) return null
  const worst = worstOf(here)
  const root = rootCause(findingsOf(session))
  return {
    sessionId: session.sessionId,
    appId: session.appId,
    appName: names.appName,
    customerId: session.customerId,
    customerName: names.customerName,
    name: session.name ?? session.externalId,
    simulated: session.simulated,
    band: session.band,
    score: session.score === null ? null : Math.round(session.score * 10) / 10,
    since: unknown ? Math.min(...lost.map((one) => one.stateSince)) : session.bandSince,
    participants: here.length,
    affected: unknown
      ? lost.length
      : here.filter((one) => needsAttention.includes(standing(one).band)).length,
    worstParticipant: worst?.name ?? worst?.externalId ?? lost[0]?.name ?? lost[0]?.externalId ?? null,
    reason: unknown
      ? lost.every((one) => one.joinFailed)
        ? 'could not join'
        : 'no telemetry'
      : session.reason,
    ...painOf(session, here, now),
    cause: root?.kind ?? null,
    sentence: root && tellFinding(root, nameIn(session)).notice,
    causes: causesOf(findingsOf(session)),
  }
}

function painOf(session: LiveSession, here: LiveParticipant[], now: number) {
  const people = here.map((one) => ({
    band: standing(one).band,
    joinFailed: one.joinFailed,
    attemptAt: one.attemptAt,
  }))
  const waitedMs = shutOutMs(people, now)
  const painMs = painMinutesOf(session) * 60_000
  const minutes = (ms: number) => Math.round(ms / 6_000) / 10
  return {
    painMinutes: minutes(painMs + waitedMs),
    recentPainMinutes: minutes(recentPainMs(session.painTrail, painMs, now) + waitedMs),
    painPerMinute: painPerMinute(people),
  }
}
