import type { Bus } from '#lib/db/bus.ts'
import { pool } from '#lib/db/pools.server.ts'
import { takeChanged } from '#lib/diagnosis/session-diagnosis.ts'
import { log } from '#lib/log.server.ts'
import type { Batch, Binding, RowsToWrite, Written } from '#lib/telemetry/batch.ts'
import { readLivePins } from './annotations/store.server.ts'
import { createAppLive } from './app-live.ts'
import type { AppTile, AttentionRow, Point } from './contract.ts'
import { createFleet } from './fleet/fleet.server.ts'
import {
  type IngestPulse,
  type SessionFrame,
  type SessionNews,
  subjects,
  type WallNews,
} from './live-messages.ts'
import { createLiveParticipant, type LiveParticipant, participantView } from './live-participant.ts'
import {
  type Applied,
  applyRows,
  buildAttention,
  buildTiles,
  createRegistry,
  sweep,
} from './live-registry.ts'
import { findingsOf, type LiveSession, reopenSession, sessionView } from './live-session.ts'
import { rebuildSession } from './rebuild.server.ts'
import { createSaver } from './save-live.server.ts'
import { readApps, readLiveSessions, readPulseMinutes, readSessionRow, updateClient } from './store.server.ts'

const watchLapsesMs = 30_000
const framePoints = 60 // two minutes at 2 s
const hourMs = 3_600_000

export type LiveDeps = {
  bus: Bus
  engine: string
  now: () => number
  /** what the ingest door and the writer know of themselves */
  ingestPulse: () => IngestPulse
  forgetSession: (sessionId: string) => void
}

/** The live calls of this engine: holds them, tells the bus, keeps Postgres up to date. */
export function createLive(deps: LiveDeps) {
  const registry = createRegistry(deps.now())
  const saver = createSaver(registry, deps.now, forget)
  const fleet = createFleet(registry, deps.now)
  const loading = new Map<string, Promise<LiveSession | null>>()
  const recentPoints = new Map<string, Point[]>()
  let told = {
    tiles: new Map<string, AppTile>(),
    attention: '',
    fleet: fleet.findings(),
  }

  const namesOf = (session: LiveSession) => {
    const app = registry.apps.get(session.appId)
    return { customerName: app?.customerName ?? '', appName: app?.appName ?? '' }
  }
  const isWatched = (session: LiveSession) => session.watchedUntil > deps.now()

  async function refreshApps() {
    for (const row of await readApps(pool('ingest'))) {
      const known = registry.apps.get(row.appId)
      if (known) Object.assign(known, { customerName: row.customerName, appName: row.appName })
      else registry.apps.set(row.appId, createAppLive(row))
    }
  }

  /** After a start: every live call and the last hour's trend, from Postgres. */
  async function rebuild() {
    await refreshApps()
    const since = new Date(deps.now() - hourMs)
    for (const row of await readPulseMinutes(pool('ingest'), since)) {
      const app = registry.apps.get(row.appId)
      if (!app) continue
      const minute = Math.floor(row.minute.getTime() / 60_000)
      app.minutes.push({
        minute,
        scoreSum: row.scoreSum,
        scoreCount: row.scoreCount,
        good: row.goodMinutes,
        fair: row.fairMinutes,
        poor: row.poorMinutes,
        bad: row.badMinutes,
        joinAttempts: row.joinAttempts,
        joinFailures: row.joinFailures,
        established: row.joins,
        drops: row.drops,
      })
      if (row.reports > 0) app.lastReportAt = Math.max(app.lastReportAt ?? 0, row.minute.getTime())
    }
    for (const app of registry.apps.values()) app.minutes.sort((a, b) => a.minute - b.minute)
    for (const row of await readLiveSessions(pool('ingest')))
      registry.sessions.set(row.id, await rebuildSession(row, deps.now()))
    await fleet.resume()
    registry.hearingSince = deps.now()
    log.info({ sessions: registry.sessions.size }, 'live calls rebuilt')
  }

  async function load(customerId: string, sessionId: string): Promise<LiveSession | null> {
    const row = await readSessionRow(pool('ingest'), customerId, sessionId)
    if (!row) return null
    const session = registry.sessions.get(sessionId) ?? (await rebuildSession(row, deps.now()))
    registry.sessions.set(sessionId, session)
    return session
  }

  /** The live call a batch belongs to; a batch that is only history leaves the past alone. */
  async function hold(binding: Binding, batch: Batch) {
    const newest = newestAt(batch)
    let session = registry.sessions.get(binding.sessionId) ?? null
    if (!session) {
      if (batch.receivedAt - newest > 60_000) return null
      const waiting = loading.get(binding.sessionId) ?? load(binding.customerId, binding.sessionId)
      loading.set(binding.sessionId, waiting)
      session = await waiting.finally(() => loading.delete(binding.sessionId))
    }
    if (!session || (session.endedAt !== null && !reopen(session))) return null
    const one = session.participants.get(binding.participantId) ?? join(session, binding, batch)
    learnClient(one, binding, batch)
    if (batch.envelope.participant.name) one.name = batch.envelope.participant.name
    return { session, one }
  }

  function apply(session: LiveSession, one: LiveParticipant, rows: RowsToWrite, written: Written): Applied {
    const applied = applyRows(registry, session, one, rows, written, deps.now())
    if (applied.bandChanged || applied.left) one.savedAt = 0
    if (isWatched(session)) tellSession(session, one, applied)
    return applied
  }

  /** Somebody thought gone came back. Not when the room has been opened anew meanwhile: only one call of a name lives. */
  function reopen(session: LiveSession): boolean {
    for (const other of registry.sessions.values())
      if (
        other !== session &&
        other.endedAt === null &&
        other.appId === session.appId &&
        other.externalId === session.externalId
      )
        return false
    reopenSession(session)
    registry.sessions.set(session.sessionId, session)
    return true
  }

  function forget(session: LiveSession) {
    registry.sessions.delete(session.sessionId)
    recentPoints.delete(session.sessionId)
    deps.forgetSession(session.sessionId)
  }

  function tellSession(
    session: LiveSession,
    one: LiveParticipant,
    applied: Pick<Applied, 'points' | 'events'>,
  ) {
    const kept = [...(recentPoints.get(session.sessionId) ?? []), ...applied.points]
    recentPoints.set(session.sessionId, kept.slice(-framePoints * Math.max(1, session.participants.size)))
    const news: SessionNews = {
      session: sessionView(session, namesOf(session)),
      participants: [participantView(one)],
      points: applied.points,
      events: applied.events,
      findings: session.diagnosis ? takeChanged(session.diagnosis, 'untold') : [],
    }
    deps.bus.publish(subjects.session(session.sessionId), news)
  }

  function tellWhole(session: LiveSession) {
    const participants = [...session.participants.values()].map(participantView)
    const news: SessionNews = {
      session: sessionView(session, namesOf(session)),
      participants,
      points: [],
      events: [],
      findings: session.diagnosis ? takeChanged(session.diagnosis, 'untold') : [],
    }
    deps.bus.publish(subjects.session(session.sessionId), news)
  }

  /** Pins are set past the engine, in Postgres: live calls learn them from there. */
  async function refreshPins() {
    const pins = await readLivePins(pool('ingest'))
    for (const session of registry.sessions.values()) {
      const pinned = pins.get(session.sessionId) ?? null
      if (pinned?.at === session.pinned?.at && pinned?.reason === session.pinned?.reason) continue
      session.pinned = pinned
      if (isWatched(session)) tellWhole(session)
    }
  }

  function frame(sessionId: string): SessionFrame | null {
    const session = registry.sessions.get(sessionId)
    if (!session) return null
    return {
      session: sessionView(session, namesOf(session)),
      participants: [...session.participants.values()].map(participantView),
      points: recentPoints.get(sessionId) ?? [],
      findings: [...findingsOf(session)],
    }
  }

  function watch(sessionId: string) {
    const session = registry.sessions.get(sessionId)
    if (session) session.watchedUntil = deps.now() + watchLapsesMs
  }

  /** Once a second: the clock's changes, then the news for every wall. */
  function tick() {
    const now = deps.now()
    const ingest = deps.ingestPulse()
    if (!ingest.storeUp) registry.hearingSince = now // nobody could be heard: leases wait
    const swept = sweep(registry, now)
    for (const session of new Set([...swept.changed, ...swept.ended]))
      if (isWatched(session)) tellWhole(session)
    const tiles = buildTiles(registry, now)
    const attention = buildAttention(registry, now)
    deps.bus.publish(subjects.wall, wallNews(tiles, attention, ingest, now))
    for (const sessionId of recentPoints.keys()) {
      const session = registry.sessions.get(sessionId)
      if (!session || !isWatched(session)) recentPoints.delete(sessionId)
    }
  }

  function wallNews(tiles: AppTile[], attention: AttentionRow[], ingest: IngestPulse, now: number): WallNews {
    const changed = tiles.filter((tile) => told.tiles.get(tile.appId) !== tile)
    const present = new Set(tiles.map((tile) => tile.appId))
    const gone = [...told.tiles.keys()].filter((appId) => !present.has(appId))
    const text = JSON.stringify(attention)
    const news: WallNews = {
      engine: deps.engine,
      at: now,
      tiles: changed,
      gone,
      attention: text === told.attention ? null : attention,
      ingest,
      fleet: fleet.findings() === told.fleet ? null : fleet.findings(),
    }
    told = {
      tiles: new Map(tiles.map((tile) => [tile.appId, tile])),
      attention: text,
      fleet: fleet.findings(),
    }
    return news
  }

  function wallSnapshot(): WallNews {
    const now = deps.now()
    const attention = buildAttention(registry, now)
    return {
      engine: deps.engine,
      at: now,
      tiles: buildTiles(registry, now),
      gone: [],
      attention,
      ingest: deps.ingestPulse(),
      fleet: fleet.findings(),
    }
  }

  const stops = [
    deps.bus.serve(subjects.wallSnapshot, wallSnapshot),
    deps.bus.serve(subjects.sessionSnapshot, (message) => {
      const sessionId = (message as { sessionId: string }).sessionId
      watch(sessionId)
      return frame(sessionId)
    }),
    deps.bus.subscribe(subjects.watch, (message) => watch((message as { sessionId: string }).sessionId)),
  ]

  return {
    hold,
    apply,
    rebuild,
    refreshApps,
    refreshPins,
    tick,
    fleet,
    flush: saver.flush,
    flushPulse: saver.flushPulse,
    stop: () => {
      for (const stop of stops) stop()
    },
    stats: () => ({
      sessions: registry.sessions.size,
      participants: [...registry.sessions.values()].reduce(
        (sum, session) => sum + session.participants.size,
        0,
      ),
    }),
  }
}

export type Live = ReturnType<typeof createLive>

function join(session: LiveSession, binding: Binding, batch: Batch): LiveParticipant {
  const { participant, client } = batch.envelope
  const one = createLiveParticipant({
    participantId: binding.participantId,
    externalId: participant.id,
    name: participant.name ?? null,
    role: participant.role ?? null,
    client: client ?? {},
    tags: participant.tags ?? {},
    joinedAt: batch.receivedAt,
    bootNo: binding.bootNo,
    heardAt: batch.receivedAt,
  })
  session.participants.set(binding.participantId, one)
  return one
}

/** What the page is; told once, and again when the server asked for it, which is when the row lacks it. */
function learnClient(one: LiveParticipant, binding: Binding, batch: Batch) {
  const { client, app } = batch.envelope
  if (!client) return
  const wasUnknown = Object.keys(one.client).length === 0
  one.client = { ...client, appVersion: app ?? client.appVersion }
  if (!wasUnknown) return
  updateClient(pool('ingest'), binding.customerId, binding.participantId, one.client).catch(
    (error: unknown) =>
      log.warn({ err: error }, 'what a page is could not be kept; it will be asked again after a restart'),
  )
}

/** When the newest item of the batch was made, on the server's clock. */
function newestAt(batch: Batch): number {
  const skew = batch.receivedAt - batch.envelope.sentAt
  let newest = 0
  for (const report of batch.reports) newest = Math.max(newest, report[1] + skew)
  for (const event of batch.events) newest = Math.max(newest, event.t + skew)
  return newest
}
