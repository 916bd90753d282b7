import { Temporal } from 'temporal-polyfill'
import { seeded, seedOf } from '../../lib/simulator/random.ts'
import type { PlannedIncident } from './plan-history.ts'

/** One hour of one app as the roll-ups hold it. */
export type Hour = {
  at: number
  sessions: number
  participants: number
  joinAttempts: number
  joins: number
  joinFailures: number
  drops: number
  goodMinutes: number
  fairMinutes: number
  poorMinutes: number
  badMinutes: number
}

const hourMs = 3_600_000
/** Calls in an hour, by the hour of a working day in the customer's zone. */
const workday = [
  ...[0, 0, 0, 0, 0, 0, 0.1, 0.4, 0.8, 1, 1, 0.95],
  ...[0.7, 0.85, 1, 0.95, 0.8, 0.6, 0.35, 0.2, 0.15, 0.1, 0.05, 0],
]
const callsAtPeak: Record<string, number> = {
  'video-visits': 46,
  'triage-line': 30,
  'virtual-classroom': 24,
  'parent-calls': 18,
  'advisor-video': 28,
  'support-chat': 40,
  'dispatch-voice': 36,
}

/** Hours from `from` to `to` (full hours); what the incidents did to calls is in them. */
export function trafficOf(
  app: string,
  zone: string,
  incidents: readonly PlannedIncident[],
  { from, to }: { from: number; to: number },
): Hour[] {
  const hours: Hour[] = []
  for (let at = from; at < to; at += hourMs) hours.push(hourOf(app, zone, incidents, at))
  return hours
}

function hourOf(app: string, zone: string, incidents: readonly PlannedIncident[], at: number): Hour {
  const random = seeded(seedOf(`${app} ${at / hourMs}`))
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const day = local.dayOfWeek > 5 ? 0.12 : 1
  const busy = (workday[local.hour] ?? 0) * day * (0.85 + random() * 0.3)
  const sessions = Math.round((callsAtPeak[app] ?? 20) * busy)
  const participants = Math.round(sessions * (2 + random()))
  const minutes = participants * (14 + random() * 10)
  const hit = hitOf(incidents, at)
  const lost = Math.min(0.95, 0.01 + random() * 0.018 + hit.media)
  const failing = Math.min(0.95, 0.006 + random() * 0.01 + hit.joins)
  const joinAttempts = Math.round(participants * (1 + hit.joins))
  const joinFailures = Math.round(joinAttempts * failing)
  const badMinutes = Math.round(minutes * lost * 0.45)
  const poorMinutes = Math.round(minutes * lost * 0.55)
  const fairMinutes = Math.round(minutes * 0.09)
  return {
    ...{ at, sessions, participants, joinAttempts, joinFailures, badMinutes, poorMinutes, fairMinutes },
    joins: joinAttempts - joinFailures,
    drops: Math.round(participants * (0.004 + hit.media * 0.15)),
    goodMinutes: Math.max(0, Math.round(minutes) - badMinutes - poorMinutes - fairMinutes),
  }
}

/** How much of this hour's calls and joins the incidents took. */
function hitOf(incidents: readonly PlannedIncident[], at: number) {
  let [media, joins] = [0, 0]
  for (const { story, startedAt, endedAt } of incidents) {
    const overlap = Math.max(0, Math.min(endedAt, at + hourMs) - Math.max(startedAt, at)) / hourMs
    if (story.joinsFail) joins += overlap * story.share
    else media += overlap * story.share
  }
  return { media, joins }
}
