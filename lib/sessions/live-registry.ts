import { onlyChats } from '#lib/diagnosis/person.ts'
import { rootCause } from '#lib/diagnosis/session-diagnosis.ts'
import type { Surroundings } from '#lib/quality/score-participant.ts'
import { ageParticipant, type SenderFacts, senderFacts } from '#lib/quality/score-participant.ts'
import type { RowsToWrite, Written } from '#lib/telemetry/batch.ts'
import type { WireReport } from '#lib/telemetry/columns.ts'
import { decodeReport } from '#lib/telemetry/decode-report.ts'
import type { EventData, WireEvent } from '#lib/telemetry/event-types.ts'
import { type AppCounts, type AppLive, countCall, countMinute, countScore, tileOf } from './app-live.ts'
import { byPain } from './attention-rank.ts'
import type { AppTile, AttentionRow, Band, EventView, Point } from './contract.ts'
import {
  closeFindingsOf,
  diagnoseByClock,
  diagnoseEventOf,
  diagnoseLeaving,
  diagnoseReportOf,
  diagnoseTogether,
} from './diagnose.ts'
import { emptySessionGraceMs, joinTimeoutMs, leaseState } from './leases.ts'
import {
  type FinishedMinute,
  finishMinute,
  hear,
  type LiveParticipant,
  participantBand,
  setState,
  startBoot,
  takeEvent,
  takeReport,
  takeStep,
  tallyMinute,
} from './live-participant.ts'
import {
  attentionRow,
  closeSession,
  findingsOf,
  isPerson,
  type LiveSession,
  present,
  scoreSession,
} from './live-session.ts'
import { addMinute, addScore, addToPulse, createPulseBook, type PulseBook, type Slices } from './pulse.ts'

/**
 * Every live call this engine holds. No I/O and no clock: rows that were committed go in, what screens and Postgres
 * must learn comes out. Everything here can be rebuilt from Postgres.
 */
export type LiveRegistry = {
  sessions: Map<string, LiveSession>
  apps: Map<string, AppLive>
  pulses: PulseBook
  minutes: PendingMinute[]
  /** leases do not run before this: we could not hear (engine started, store was down) */
  hearingSince: number
}
export type PendingMinute = FinishedMinute & { session: LiveSession; participantId: string }

export const createRegistry = (now: number): LiveRegistry => ({
  sessions: new Map(),
  apps: new Map(),
  pulses: createPulseBook(),
  minutes: [],
  hearingSince: now,
})

/** Older than this is history: stored and charted, but it does not touch what is live. */
const lateMs = 120_000
/** Pages give reasons of their own for leaving; no more of them is kept. */
const maxReason = 40

/** What one batch changed in one session. */
export type Applied = { points: Point[]; events: EventView[]; bandChanged: boolean; left: boolean }

type Item = { seq: number; at: number; report: WireReport | null; event: WireEvent | null }

/** Only rows that are new, in the order the SDK made them: reports and events share one sequence. */
function newItems(rows: RowsToWrite, written: Written): Item[] {
  const items: Item[] = []
  rows.reports.forEach(({ at, report }, i) => {
    if (written.reports[i]) items.push({ seq: report[0], at, report, event: null })
  })
  rows.events.forEach(({ at, event }, i) => {
    if (written.events[i]) items.push({ seq: event.seq, at, report: null, event })
  })
  return items.sort((a, b) => a.seq - b.seq)
}

/** Applies committed rows to the live call. */
export function applyRows(
  registry: LiveRegistry,
  session: LiveSession,
  one: LiveParticipant,
  rows: RowsToWrite,
  written: Written,
  now: number,
): Applied {
  const bandBefore = one.band
  if (rows.binding.bootNo > one.bootNo) closeFindingsOf(session, one, now)
  startBoot(one, rows.binding.bootNo)
  hear(one, now)
  if (one.state === 'left' || one.state === 'no-telemetry')
    setState(one, one.step ? 'present' : 'joining', now)
  const applied: Applied = { points: [], events: [], bandChanged: false, left: false }
  for (const item of newItems(rows, written))
    applyItem(registry, session, one, item, rows.binding.bootNo, now, applied)
  session.emptySince = present(session).length > 0 ? null : (session.emptySince ?? now)
  session.touched = true
  diagnoseTogether(session, now)
  scoreSession(session, now)
  applied.left = one.state === 'left'
  applied.bandChanged = one.band !== bandBefore
  return applied
}

function applyItem(
  registry: LiveRegistry,
  session: LiveSession,
  one: LiveParticipant,
  item: Item,
  bootNo: number,
  now: number,
  applied: Applied,
) {
  const { event, report, at } = item
  if (event) {
    applied.events.push(eventView(one.participantId, bootNo, event, at))
    if (bootNo === one.bootNo) applyEventTo(registry, session, one, event, at, now)
    return
  }
  if (!report || bootNo !== one.bootNo || now - at > lateMs || report[0] <= one.lastSeq) return
  one.lastSeq = report[0]
  const decoded = decodeReport(report)
  applied.points.push(takeReport(one, decoded, surroundingsOf(session, one, at), at))
  diagnoseReportOf(session, one, decoded, at)
  session.lastReportAt = Math.max(session.lastReportAt ?? 0, at)
  countReport(registry, session, one, at)
}

function countReport(registry: LiveRegistry, session: LiveSession, one: LiveParticipant, at: number) {
  const app = registry.apps.get(session.appId)
  if (app) {
    app.lastReportAt = Math.max(app.lastReportAt ?? 0, at)
    app.lastDepartureLost = false
    if (one.score !== null) countScore(app, one.score, at)
  }
  addScore(registry.pulses, session, slicesOf(session, one), one.score)
  const minute = tallyMinute(one, at)
  if (minute) keepMinute(registry, session, one, minute)
}

function keepMinute(
  registry: LiveRegistry,
  session: LiveSession,
  one: LiveParticipant,
  minute: FinishedMinute,
) {
  registry.minutes.push({ ...minute, session, participantId: one.participantId })
  addMinute(registry.pulses, session, slicesOf(session, one), minute.band)
  const app = registry.apps.get(session.appId)
  if (app) countMinute(app, minute.band, minute.minuteAt)
}

function slicesOf({ tagSlices }: LiveSession, one: LiveParticipant): Slices {
  const browser = one.client.browser
  return {
    region: one.tags.region ?? null,
    browser: typeof browser === 'string' ? browser : null,
    tags: tagSlices,
  }
}

function eventView(participantId: string, boot: number, event: WireEvent, at: number): EventView {
  return {
    participantId,
    seq: event.seq,
    boot,
    at,
    type: event.type,
    connection: event.connection ?? null,
    track: event.track ?? null,
    data: event.data ?? ({} satisfies EventData),
  }
}

function applyEventTo(
  registry: LiveRegistry,
  session: LiveSession,
  one: LiveParticipant,
  event: WireEvent,
  at: number,
  now: number,
) {
  takeEvent(one, event, at)
  if (now - at <= lateMs) diagnoseEventOf(session, one, event, at)
  const app = registry.apps.get(session.appId)
  switch (event.type) {
    case 'join-attempt':
      one.attemptAt = at
      one.joinCounted = false
      if (app) countCall(app, 'joinAttempts', at)
      addToPulse(registry.pulses, session, slicesOf(session, one), 'joinAttempts')
      break
    case 'joined':
      countJoin(registry, session, one, at)
      break
    case 'join-failed':
      one.joinFailReason = typeof event.data?.reason === 'string' ? event.data.reason : null
      failJoin(registry, session, one, at)
      break
    case 'left':
      leave(
        registry,
        session,
        one,
        typeof event.data?.reason === 'string' ? event.data.reason.slice(0, maxReason) : 'user',
        at,
      )
      break
  }
}

function countJoin(registry: LiveRegistry, session: LiveSession, one: LiveParticipant, at: number) {
  if (one.attemptAt === null || one.joinCounted) return
  one.joinCounted = true
  const app = registry.apps.get(session.appId)
  if (app) countCall(app, 'established', at)
  addToPulse(registry.pulses, session, slicesOf(session, one), 'joins')
}

function failJoin(registry: LiveRegistry, session: LiveSession, one: LiveParticipant, at: number) {
  if (one.attemptAt === null || one.joinCounted) return
  one.joinCounted = true
  one.joinFailed = true
  const app = registry.apps.get(session.appId)
  if (app) countCall(app, 'joinFailures', at)
  addToPulse(registry.pulses, session, slicesOf(session, one), 'joinFailures')
}

function leave(
  registry: LiveRegistry,
  session: LiveSession,
  one: LiveParticipant,
  reason: string,
  at: number,
) {
  if (one.state === 'left') return
  setState(one, 'left', at)
  one.leftAt = at
  one.leftReason = reason
  one.savedAt = 0
  session.dirty = true
  const app = registry.apps.get(session.appId)
  if (app) app.lastDepartureLost = reason === 'lost'
  if (reason === 'lost' || reason === 'error') {
    if (app) countCall(app, 'drops', at)
    addToPulse(registry.pulses, session, slicesOf(session, one), 'drops')
  }
  const minute = finishMinute(one)
  if (minute) keepMinute(registry, session, one, minute)
  one.dropped ||= (reason === 'lost' || reason === 'error') && one.join?.outcome === 'joined'
  diagnoseLeaving(session, one, at)
}

/** What a participant's score needs to know of the others. */
export function surroundingsOf(session: LiveSession, one: LiveParticipant, now: number): Surroundings {
  const others = [...session.participants.values()].filter((other) => other !== one && isPerson(other))
  return {
    senderOf: (trackId) => senderAmong(others, trackId, now),
    rttPeerMs: others.length <= 1 ? 0 : null,
  }
}

function senderAmong(others: LiveParticipant[], trackId: string, now: number): SenderFacts | null {
  for (const other of others) {
    const facts = senderFacts(other.quality, other.context, trackId, other.intervalMs, now)
    if (facts) return facts
  }
  return null
}

/** What the clock alone changed: silent participants, finished calls. */
export type Swept = { changed: Set<LiveSession>; ended: LiveSession[] }

export function sweep(registry: LiveRegistry, now: number): Swept {
  const swept: Swept = { changed: new Set(), ended: [] }
  for (const session of registry.sessions.values()) {
    for (const one of session.participants.values())
      if (sweepParticipant(registry, session, one, now)) swept.changed.add(session)
    if (diagnoseByClock(session, now)) swept.changed.add(session)
    if (swept.changed.has(session)) {
      session.emptySince = present(session).length > 0 ? null : (session.emptySince ?? now)
      session.dirty = true
      scoreSession(session, now)
    }
    if (isOver(session, now, registry.hearingSince)) {
      endSession(session, now)
      swept.ended.push(session)
    }
  }
  return swept
}

function sweepParticipant(
  registry: LiveRegistry,
  session: LiveSession,
  one: LiveParticipant,
  now: number,
): boolean {
  if (one.state === 'left') return false
  if (one.attemptAt !== null && !one.joinCounted && now - one.attemptAt > joinTimeoutMs)
    (onlyChats(one) ? countJoin : failJoin)(registry, session, one, now)
  const heardAt = Math.max(one.heardAt, registry.hearingSince)
  const throttled = onlyChats(one) && !one.context.pageVisible
  const state = leaseState({ state: one.state, heardAt, intervalMs: one.intervalMs, throttled }, now)
  if (state === one.state) return false
  if (state === 'lost') leave(registry, session, one, 'lost', now)
  else {
    setState(one, state, now)
    const aged = ageParticipant(one.quality, one.context, one.intervalMs, now)
    if (aged) takeStep(one, aged, now)
  }
  return true
}

function isOver(session: LiveSession, now: number, hearingSince: number): boolean {
  if (session.endedAt !== null) return false
  const emptySince = session.emptySince ?? (session.participants.size === 0 ? session.startedAt : null)
  return emptySince !== null && now - Math.max(emptySince, hearingSince) >= emptySessionGraceMs
}

function endSession(session: LiveSession, now: number) {
  const leavers = [...session.participants.values()].filter(isPerson)
  const last = leavers.reduce<LiveParticipant | null>(
    (a, b) => ((b.leftAt ?? 0) > (a?.leftAt ?? 0) ? b : a),
    null,
  )
  closeSession(
    session,
    last?.leftAt ?? session.emptySince ?? now,
    last?.leftReason === 'lost' ? 'lost' : 'left',
  )
}

/** One pass over all calls: the counts of every app. */
function countApps(registry: LiveRegistry): Map<string, AppCounts> {
  const counts = new Map<string, AppCounts & { worstScore: number }>()
  for (const session of registry.sessions.values()) {
    if (session.endedAt !== null) continue
    const app = counts.get(session.appId) ?? emptyCounts()
    counts.set(session.appId, app)
    const here = present(session)
    if (here.length > 0) app.sessions++
    countCause(app, session)
    app.participants += here.length
    if (session.simulated) app.simulated += here.length
    for (const one of here) {
      app.byBand[participantBand(one)]++
      if (one.state !== 'present' || one.score === null || one.score >= app.worstScore || one.band === 'good')
        continue
      app.worstScore = one.score
      app.worst = [one.step?.reason, one.tags.region].filter((part) => part).join(' · ') || null
    }
  }
  return counts
}

function countCause(app: AppCounts, session: LiveSession) {
  const kind = rootCause(findingsOf(session))?.kind
  if (kind !== undefined) app.causes.set(kind, (app.causes.get(kind) ?? 0) + 1)
}

const emptyBands = (): Record<Band, number> => ({ good: 0, fair: 0, poor: 0, bad: 0, unknown: 0 })
const emptyCounts = () => ({
  sessions: 0,
  participants: 0,
  simulated: 0,
  byBand: emptyBands(),
  worst: null,
  causes: new Map<string, number>(),
  worstScore: Number.POSITIVE_INFINITY,
})

/** The tile of every app; unchanged ones are the same objects as last time. */
export function buildTiles(registry: LiveRegistry, now: number): AppTile[] {
  const counts = countApps(registry)
  return [...registry.apps.values()].map((app) => tileOf(app, counts.get(app.appId) ?? emptyCounts(), now))
}

const maxAttention = 200

/** Most pain first. */
export function buildAttention(registry: LiveRegistry, now: number): AttentionRow[] {
  const rows: AttentionRow[] = []
  for (const session of registry.sessions.values()) {
    const app = registry.apps.get(session.appId)
    const row = app && attentionRow(session, app, now)
    if (row) rows.push(row)
  }
  return rows.sort(byPain).slice(0, maxAttention)
}

/** Samples the gauges of a pulse at its end. */
export function gaugePulses(registry: LiveRegistry) {
  for (const session of registry.sessions.values()) {
    if (session.endedAt !== null) continue
    const here = present(session)
    const whole = { region: null, browser: null, tags: session.tagSlices }
    if (here.length > 0) addToPulse(registry.pulses, session, whole, 'sessions')
    for (const one of here) {
      addToPulse(registry.pulses, session, slicesOf(session, one), 'participants')
      addToPulse(registry.pulses, session, slicesOf(session, one), participantBand(one))
    }
  }
}
