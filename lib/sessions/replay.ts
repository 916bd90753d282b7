import { checkReport } from '#lib/telemetry/contract.ts'
import { type DecodedReport, decodeReport } from '#lib/telemetry/decode-report.ts'
import type { EventData, EventType, WireEvent } from '#lib/telemetry/event-types.ts'
import type { Point } from './contract.ts'
import { diagnoseEventOf, diagnoseReportOf, diagnoseTogether } from './diagnose.ts'
import { joinTimeoutMs } from './leases.ts'
import { type LiveParticipant, startBoot, takeEvent, takeReport, tallyMinute } from './live-participant.ts'
import { surroundingsOf } from './live-registry.ts'
import type { LiveSession } from './live-session.ts'

/** A report or event as Postgres keeps it. `at` is epoch ms on the server's time line. */
export type StoredReport = { participantId: string; bootNo: number; seq: number; at: number; payload: string }
export type StoredEvent = {
  participantId: string
  bootNo: number
  seq: number
  at: number
  type: string
  connection: number | null
  track: number | null
  data: EventData
}

/** Told after each report, when its participant has been scored by it. */
export type OnReport = (one: LiveParticipant, report: DecodedReport, at: number) => void

/**
 * Runs stored telemetry through the same model as live telemetry, so that a call scores the same whenever it is
 * looked at. Participants must be in the session already; answers every point, oldest first.
 */
export function replay(
  session: LiveSession,
  reports: StoredReport[],
  events: StoredEvent[],
  onReport: OnReport = () => {},
): Point[] {
  const points: Point[] = []
  for (const item of inOrder(reports, events)) {
    const one = session.participants.get(item.participantId)
    if (!one) continue
    startBoot(one, item.bootNo)
    if (item.bootNo !== one.bootNo) continue
    if ('payload' in item) replayReport(session, one, item, points, onReport)
    else replayEvent(session, one, item)
  }
  return points
}

/** By time; within one run of the SDK by its own sequence, which no clock can blur. */
function inOrder(reports: StoredReport[], events: StoredEvent[]): (StoredReport | StoredEvent)[] {
  const newest = new Map<number, number>()
  return [...events, ...reports]
    .sort((a, b) => a.bootNo - b.bootNo || a.seq - b.seq)
    .map((item) => {
      const at = Math.max(item.at, newest.get(item.bootNo) ?? 0)
      newest.set(item.bootNo, at)
      return { item, at }
    })
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

function replayReport(
  session: LiveSession,
  one: LiveParticipant,
  stored: StoredReport,
  points: Point[],
  onReport: OnReport,
) {
  const report = checkReport(JSON.parse(stored.payload))
  if (typeof report === 'string' || report[0] <= one.lastSeq) return
  one.lastSeq = report[0]
  const decoded = decodeReport(report)
  points.push(takeReport(one, decoded, surroundingsOf(session, one, stored.at), stored.at))
  diagnoseReportOf(session, one, decoded, stored.at)
  diagnoseTogether(session, stored.at)
  tallyMinute(one, stored.at)
  onReport(one, decoded, stored.at)
  session.lastReportAt = Math.max(session.lastReportAt ?? 0, stored.at)
}

function replayEvent(session: LiveSession, one: LiveParticipant, stored: StoredEvent) {
  const event = wireEvent(stored)
  takeEvent(one, event, stored.at)
  diagnoseEventOf(session, one, event, stored.at)
  one.replayedSeq = Math.max(one.replayedSeq, stored.seq)
  if (stored.type === 'join-attempt') one.attemptAt = stored.at
  if (stored.type === 'joined' || stored.type === 'join-failed') one.joinCounted = true
  // A chat without a call never says that it has joined: it was counted when the time for a call was over.
  if (stored.type === 'chat' && stored.at - (one.attemptAt ?? stored.at) > joinTimeoutMs)
    one.joinCounted = true
}

function wireEvent(stored: StoredEvent): WireEvent {
  return {
    seq: stored.seq,
    t: stored.at,
    type: stored.type as EventType,
    ...(stored.connection === null ? {} : { connection: stored.connection }),
    ...(stored.track === null ? {} : { track: stored.track }),
    data: stored.data,
  }
}
