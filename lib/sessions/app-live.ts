import { appHealth } from '#lib/quality/app-health.ts'
import type { AppTile, Band } from './contract.ts'

/**
 * One app as the wall sees it: counts of now, joins of five minutes, quality minutes of a quarter of an hour and
 * the trend of an hour. Pure: the clock comes in as `now` (epoch ms).
 */

const joinSlotMs = 10_000
const joinSlots = 30 // five minutes
const minuteMs = 60_000
const trendMinutes = 60
const healthMinutes = 15
/** An app whose callers vanished without goodbye for this long is silent, not idle. */
const silentAfterMs = 60_000
/** A tile that changes in nothing but its newest report is sent again this often. */
const tileAgeStepMs = 5_000

type JoinSlot = { slot: number; attempts: number; failures: number }
export type AppMinute = {
  minute: number
  scoreSum: number
  scoreCount: number
  good: number
  fair: number
  poor: number
  bad: number
  joinAttempts: number
  joinFailures: number
  established: number
  drops: number
}
const emptyAppMinute = (minute: number): AppMinute => ({
  minute,
  scoreSum: 0,
  scoreCount: 0,
  good: 0,
  fair: 0,
  poor: 0,
  bad: 0,
  joinAttempts: 0,
  joinFailures: 0,
  established: 0,
  drops: 0,
})

export type AppLive = {
  readonly customerId: string
  readonly appId: string
  customerName: string
  appName: string
  joins: JoinSlot[]
  minutes: AppMinute[]
  lastReportAt: number | null
  /** how the newest departure ended: lost (telemetry just stopped) or with a goodbye */
  lastDepartureLost: boolean
  tile: AppTile | null
}

export function createAppLive(app: {
  customerId: string
  appId: string
  customerName: string
  appName: string
}): AppLive {
  return { ...app, joins: [], minutes: [], lastReportAt: null, lastDepartureLost: false, tile: null }
}

/** Counts what makes up an app's health beside quality, in the minute in which it happened. */
export function countCall(
  app: AppLive,
  what: 'joinAttempts' | 'joinFailures' | 'established' | 'drops',
  at: number,
) {
  const entry = minuteAt(app, at)
  if (entry) entry[what]++
  if (what === 'joinAttempts') countJoin(app, 'attempts', at)
  if (what === 'joinFailures') countJoin(app, 'failures', at)
}

function countJoin(app: AppLive, what: 'attempts' | 'failures', now: number) {
  const slot = Math.floor(now / joinSlotMs)
  let last = app.joins.at(-1)
  if (!last || last.slot < slot) {
    last = { slot, attempts: 0, failures: 0 }
    app.joins.push(last)
    if (app.joins.length > joinSlots) app.joins.shift()
  }
  last[what]++
}

function minuteAt(app: AppLive, at: number): AppMinute | null {
  const minute = Math.floor(at / minuteMs)
  const known = app.minutes.find((entry) => entry.minute === minute)
  if (known) return known
  const oldest = app.minutes[0]
  if (oldest && minute < oldest.minute && app.minutes.length >= trendMinutes) return null
  const made = emptyAppMinute(minute)
  app.minutes.push(made)
  app.minutes.sort((a, b) => a.minute - b.minute)
  if (app.minutes.length > trendMinutes) app.minutes.shift()
  return made
}

export function countScore(app: AppLive, score: number, at: number) {
  const entry = minuteAt(app, at)
  if (!entry) return
  entry.scoreSum += score
  entry.scoreCount++
}

/** One finished participant-minute by the band of its mean score. */
export function countMinute(app: AppLive, band: Band, at: number) {
  const entry = minuteAt(app, at)
  if (entry && band !== 'unknown') entry[band]++
}

/** What the app's live participants are at this moment, counted by the registry. */
export type AppCounts = {
  sessions: number
  participants: number
  simulated: number
  byBand: Record<Band, number>
  worst: string | null
  /** root causes of live calls, and of how many */
  causes: Map<string, number>
}

/** The tile, or the very object of last time when nothing on it changed. */
export function tileOf(app: AppLive, counts: AppCounts, now: number): AppTile {
  const next = buildTile(app, counts, now)
  if (app.tile && sameTile(app.tile, next)) return app.tile
  app.tile = next
  return next
}

function buildTile(app: AppLive, counts: AppCounts, now: number): AppTile {
  const firstSlot = Math.floor(now / joinSlotMs) - joinSlots + 1
  const joins = app.joins.filter((slot) => slot.slot >= firstSlot)
  const sinceMinute = Math.floor(now / minuteMs) - healthMinutes
  const recent = app.minutes.filter((entry) => entry.minute > sinceMinute)
  const sum = (pick: (entry: AppMinute) => number) => recent.reduce((total, entry) => total + pick(entry), 0)
  const minutes = {
    good: sum((m) => m.good),
    fair: sum((m) => m.fair),
    poor: sum((m) => m.poor),
    bad: sum((m) => m.bad),
  }
  const attempts = joins.reduce((total, slot) => total + slot.attempts, 0)
  const failures = joins.reduce((total, slot) => total + slot.failures, 0)
  const health = healthOf(recent, minutes)
  return {
    appId: app.appId,
    appName: app.appName,
    customerId: app.customerId,
    customerName: app.customerName,
    sessions: counts.sessions,
    participants: counts.participants,
    simulated: counts.simulated,
    byBand: counts.byBand,
    joinAttempts: attempts,
    joinFailures: failures,
    health: health.health,
    healthBand: health.band,
    scoredMinutes: health.scoredMinutes,
    degradedMinutes: health.degradedMinutes,
    lastReportAt: app.lastReportAt,
    silentSince: silentSince(app, now),
    trend: trendOf(app, now),
    worst: counts.worst ?? joinTrouble(attempts, failures),
    causes: topCauses([...counts.causes].map(([kind, sessions]) => ({ kind, sessions }))),
  }
}

const causesShown = 5

/** Most calls first; names decide ties, so that chips do not change places. */
export function topCauses(causes: AppTile['causes']): AppTile['causes'] {
  return causes
    .toSorted((a, b) => b.sessions - a.sessions || (a.kind < b.kind ? -1 : 1))
    .slice(0, causesShown)
}

function healthOf(recent: AppMinute[], minutes: { good: number; fair: number; poor: number; bad: number }) {
  const sum = (pick: (entry: AppMinute) => number) => recent.reduce((total, entry) => total + pick(entry), 0)
  const joinAttempts = sum((entry) => entry.joinAttempts)
  const established = sum((entry) => entry.established)
  const share = (part: number, whole: number) => (whole > 0 ? Math.min(1, part / whole) : 0)
  return appHealth({
    ...minutes,
    joinAttempts,
    established,
    joinFailRatio: share(
      sum((entry) => entry.joinFailures),
      joinAttempts,
    ),
    dropRatio: share(
      sum((entry) => entry.drops),
      established,
    ),
  })
}

/** What is wrong with an app in which nobody is bad, because some never got in. */
const joinTrouble = (attempts: number, failures: number) =>
  failures > 0 ? `${failures} of ${attempts} joins failed` : null

function silentSince(app: Pick<AppLive, 'lastReportAt' | 'lastDepartureLost'>, now: number): number | null {
  if (app.lastReportAt === null || !app.lastDepartureLost) return null
  return now - app.lastReportAt > silentAfterMs ? app.lastReportAt : null
}

/** Finished minutes only, so that a tile does not change every second. */
function trendOf(app: AppLive, now: number): (number | null)[] {
  const last = Math.floor(now / minuteMs) - 1
  const byMinute = new Map(app.minutes.map((entry) => [entry.minute, entry]))
  return Array.from({ length: trendMinutes }, (_, i) => {
    const entry = byMinute.get(last - trendMinutes + 1 + i)
    return entry && entry.scoreCount > 0 ? Math.round((100 * entry.scoreSum) / entry.scoreCount) / 100 : null
  })
}

function sameTile(a: AppTile, b: AppTile): boolean {
  for (const key of Object.keys(a) as (keyof AppTile)[]) {
    if (key === 'trend') {
      if (a.trend.some((value, i) => value !== b.trend[i])) return false
    } else if (key === 'byBand') {
      if (Object.entries(a.byBand).some(([band, n]) => b.byBand[band as Band] !== n)) return false
    } else if (key === 'causes') {
      if (a.causes.length !== b.causes.length || a.causes.some((one, i) => !sameCause(one, b.causes[i])))
        return false
    } else if (key === 'lastReportAt') {
      if ((b.lastReportAt ?? 0) - (a.lastReportAt ?? 0) >= tileAgeStepMs) return false
    } else if (a[key] !== b[key]) return false
  }
  return true
}

function sameCause(a: AppTile['causes'][number], b: AppTile['causes'][number] | undefined): boolean {
  return a.kind === b?.kind && a.sessions === b.sessions
}
