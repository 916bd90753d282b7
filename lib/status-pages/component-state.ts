import { appHealth } from '#lib/quality/app-health.ts'
import type { ComponentState, StatusApp } from './contract.ts'

/** What the store knows of one app: sums of the last 15 minutes, and how it stands now. */
export type AppFacts = {
  appId: string
  name: string
  /** sessions the store holds as live */
  liveSessions: number
  /** the newest session's start; null when this app has never been heard */
  lastSessionAt: number | null
  /** the newest session ended because nothing came any more, not because people left */
  lastSessionLost: boolean
  lastSessionEndedAt: number | null
  /** newest roll-up with reports in it */
  dataAt: number | null
  /** live counts of the newest roll-up */
  now: {
    sessions: number
    participants: number
    good: number
    fair: number
    poor: number
    bad: number
  } | null
  minutes: { good: number; fair: number; poor: number; bad: number }
  joinAttempts: number
  joins: number
  joinFailures: number
  drops: number
  trend: (number | null)[]
}

/** Roll-ups come every 10 s, reports every 2 s: nothing for this long means nothing arrives. */
const silentMs = 45_000
/** A call that vanished this recently is still a reason to say "we do not know". */
const lostMs = 15 * 60_000

const ofBand = {
  good: 'operational',
  fair: 'degraded',
  poor: 'impaired',
  bad: 'critical',
} as const satisfies Record<string, ComponentState>

/** How an app stands. Silence is never good: without data it is `no-data`, and `idle` needs an engine that listens. */
export function componentState(app: AppFacts, engineListens: boolean, now: number): ComponentState {
  if (app.lastSessionAt === null) return 'no-data'
  if (app.liveSessions === 0) return isQuiet(app, engineListens, now) ? 'idle' : 'no-data'
  if (app.dataAt === null || now - app.dataAt > silentMs) return 'no-data'
  const { band } = appHealth(periodOf(app))
  if (band === 'low-volume' || band === 'unknown') return stateOfFew(app)
  return ofBand[band]
}

function isQuiet(app: AppFacts, engineListens: boolean, now: number): boolean {
  const vanished =
    app.lastSessionLost && app.lastSessionEndedAt !== null && now - app.lastSessionEndedAt < lostMs
  return engineListens && !vanished
}

function periodOf({ minutes, joinAttempts, joinFailures, joins, drops }: AppFacts) {
  return {
    ...minutes,
    joinAttempts,
    established: joins,
    joinFailRatio: joinAttempts > 0 ? Math.min(1, joinFailures / joinAttempts) : 0,
    dropRatio: joins > 0 ? Math.min(1, drops / joins) : 0,
  }
}

/** Too few minutes for a verdict: what most people in a call have right now, and never the worst word. */
function stateOfFew({ now }: AppFacts): ComponentState {
  const scored = now ? now.good + now.fair + now.poor + now.bad : 0
  if (!now || scored === 0) return 'no-data'
  if (now.bad * 2 > scored) return 'impaired'
  return (now.bad + now.poor) * 2 > scored ? 'degraded' : 'operational'
}

/** The app as the customer sees it. Where the state is unknown, so are the counts. */
export function statusAppOf(app: AppFacts, engineListens: boolean, now: number): StatusApp {
  const state = componentState(app, engineListens, now)
  const { good, fair, poor, bad } = app.minutes
  const scored = good + fair + poor + bad
  const known = state !== 'no-data'
  return {
    appId: app.appId,
    name: app.name,
    state,
    since: state === 'no-data' ? app.dataAt : null,
    sessions: known ? (state === 'idle' ? 0 : (app.now?.sessions ?? null)) : null,
    participants: known ? (state === 'idle' ? 0 : (app.now?.participants ?? null)) : null,
    goodShare: known && scored > 0 ? good / scored : null,
    joinAttempts: app.joinAttempts,
    joinFailures: app.joinFailures,
    dataAt: app.dataAt,
    trend: app.trend,
  }
}
