import type { FleetFinding } from '#lib/diagnosis/fleet/contract.ts'
import { topCauses } from '#lib/sessions/app-live.ts'
import { byPain } from '#lib/sessions/attention-rank.ts'
import type { AppTile, AttentionRow } from '#lib/sessions/contract.ts'
import type { IngestPulse, WallNews } from '#lib/sessions/live-messages.ts'

/** What every ingest engine last said, by engine. `heardAt` and `firstHeardAt` are this process's clock. */
type EngineWall = {
  readonly firstHeardAt: number
  readonly heardAt: number
  /** when it said so, by its own clock */
  readonly saidAt: number
  readonly tiles: ReadonlyMap<string, AppTile>
  readonly attention: readonly AttentionRow[]
  readonly ingest: IngestPulse
  readonly fleet: readonly FleetFinding[]
}
export type KnownWall = { readonly startedAt: number; readonly engines: ReadonlyMap<string, EngineWall> }

/** The wall of all engines together, before any scope is applied. */
export type MergedWall = {
  readonly tiles: ReadonlyMap<string, AppTile>
  readonly attention: readonly AttentionRow[]
  readonly ingest: IngestPulse
  readonly fleet: readonly FleetFinding[]
}

export const forgetEngineAfterMs = 10_000
/** An engine that fell silent before another one spoke up was probably replaced by it. */
const replacedAfterMs = 2_500
const maxAttention = 200

export function unknownWall(startedAt: number): KnownWall {
  return { startedAt, engines: new Map() }
}

/**
 * Adds what changed. A `full` answer holds all tiles there are; when newer news overtook it on the way, it only fills
 * in what those did not say.
 */
export function takeWallNews(known: KnownWall, news: WallNews, full: boolean, now: number): KnownWall {
  const before = known.engines.get(news.engine)
  if (full && before && news.at < before.saidAt) return fillIn(known, news, before)
  const tiles = new Map(full ? [] : before?.tiles)
  for (const appId of news.gone) tiles.delete(appId)
  for (const tile of news.tiles) tiles.set(tile.appId, tile)
  const engine: EngineWall = {
    firstHeardAt: before?.firstHeardAt ?? now,
    heardAt: now,
    saidAt: news.at,
    tiles,
    attention: news.attention ?? before?.attention ?? [],
    ingest: news.ingest,
    fleet: news.fleet ?? before?.fleet ?? [],
  }
  return { ...known, engines: new Map(known.engines).set(news.engine, engine) }
}

function fillIn(known: KnownWall, late: WallNews, newer: EngineWall): KnownWall {
  const tiles = new Map([...late.tiles.map((tile) => [tile.appId, tile] as const), ...newer.tiles])
  return { ...known, engines: new Map(known.engines).set(late.engine, { ...newer, tiles }) }
}

/**
 * Forgets engines that fell silent, as long as another one speaks. The last one's numbers stay, told as stale:
 * an empty wall would look like a quiet evening.
 */
export function forgetSilentEngines(known: KnownWall, now: number): KnownWall {
  const all = [...known.engines]
  const speaking = all.filter(([, one]) => now - one.heardAt <= replacedAfterMs)
  if (speaking.length === 0) return known
  const kept = all.filter(([, one]) => {
    const silentMs = now - one.heardAt
    const replaced = speaking.some(([, other]) => other.firstHeardAt > one.heardAt)
    return silentMs <= (replaced ? replacedAfterMs : forgetEngineAfterMs)
  })
  return kept.length === all.length ? known : { ...known, engines: new Map(kept) }
}

/** One wall out of all engines. `lagMs` grows by the time since the engine spoke. */
export function mergeWall(known: KnownWall, now: number): MergedWall {
  const engines = [...known.engines.values()]
  return {
    tiles: mergeTiles(engines),
    attention: engines.length === 1 ? (engines[0]?.attention ?? []) : mergeAttention(engines),
    ingest: mergeIngest(engines, known.startedAt, now),
    fleet: engines.length === 1 ? (engines[0]?.fleet ?? []) : mergeFleet(engines),
  }
}

/** Every engine looks at its own calls; what two of them name is told once, as the one that touches more people. */
function mergeFleet(engines: readonly EngineWall[]): FleetFinding[] {
  const byValue = new Map<string, FleetFinding>()
  for (const finding of engines.flatMap((one) => one.fleet)) {
    const key = `${finding.dimension}=${finding.value}`
    const known = byValue.get(key)
    if (known === undefined || finding.people > known.people) byValue.set(key, finding)
  }
  return [...byValue.values()]
}

function mergeTiles(engines: readonly EngineWall[]): ReadonlyMap<string, AppTile> {
  const [first, ...others] = engines
  if (!first || others.length === 0) return first?.tiles ?? new Map()
  const merged = new Map(first.tiles)
  for (const engine of others)
    for (const [appId, tile] of engine.tiles) {
      const before = merged.get(appId)
      merged.set(appId, before ? addTiles(before, tile) : tile)
    }
  return merged
}

/** Counts add up; what cannot be added (trend, band, worst) comes from the engine that scored more of this app. */
function addTiles(a: AppTile, b: AppTile): AppTile {
  const main = b.scoredMinutes > a.scoredMinutes ? b : a
  return {
    ...main,
    sessions: a.sessions + b.sessions,
    participants: a.participants + b.participants,
    simulated: a.simulated + b.simulated,
    byBand: {
      good: a.byBand.good + b.byBand.good,
      fair: a.byBand.fair + b.byBand.fair,
      poor: a.byBand.poor + b.byBand.poor,
      bad: a.byBand.bad + b.byBand.bad,
      unknown: a.byBand.unknown + b.byBand.unknown,
    },
    joinAttempts: a.joinAttempts + b.joinAttempts,
    joinFailures: a.joinFailures + b.joinFailures,
    causes: addCauses(a.causes, b.causes),
    health: weightedHealth(a, b),
    scoredMinutes: a.scoredMinutes + b.scoredMinutes,
    degradedMinutes: a.degradedMinutes + b.degradedMinutes,
    lastReportAt: latest(a.lastReportAt, b.lastReportAt),
    silentSince:
      a.silentSince === null || b.silentSince === null ? null : Math.max(a.silentSince, b.silentSince),
  }
}

function addCauses(a: AppTile['causes'], b: AppTile['causes']): AppTile['causes'] {
  const sessions = new Map(a.map((one) => [one.kind, one.sessions]))
  for (const one of b) sessions.set(one.kind, (sessions.get(one.kind) ?? 0) + one.sessions)
  return topCauses([...sessions].map(([kind, n]) => ({ kind, sessions: n })))
}

function weightedHealth(a: AppTile, b: AppTile): number | null {
  if (a.health === null || b.health === null) return a.health ?? b.health
  const minutes = a.scoredMinutes + b.scoredMinutes
  return minutes === 0 ? null : (a.health * a.scoredMinutes + b.health * b.scoredMinutes) / minutes
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b)
}

/** Most pain first. A session lives on one engine, so nothing is added up. */
function mergeAttention(engines: readonly EngineWall[]): AttentionRow[] {
  const rows = new Map(engines.flatMap((one) => one.attention).map((row) => [row.sessionId, row]))
  return [...rows.values()].sort(byPain).slice(0, maxAttention)
}

function mergeIngest(engines: readonly EngineWall[], startedAt: number, now: number): IngestPulse {
  const silentSince = allSilentSince(engines, startedAt, now)
  const downs = engines
    .filter((one) => !one.ingest.storeUp)
    .map((one) => one.ingest.storeDownSince ?? one.heardAt)
  if (silentSince !== null) downs.push(silentSince)
  const lags = engines.flatMap(({ ingest, heardAt }) =>
    ingest.lagMs === null ? [] : [ingest.lagMs + now - heardAt],
  )
  return {
    reportsPerSecond: engines.reduce((sum, one) => sum + one.ingest.reportsPerSecond, 0),
    lagMs: lags.length === 0 ? null : Math.max(...lags),
    storeUp: downs.length === 0,
    storeDownSince: downs.length === 0 ? null : Math.min(...downs),
  }
}

/** Since when no engine at all was heard, once that is long enough to say so. */
function allSilentSince(engines: readonly EngineWall[], startedAt: number, now: number): number | null {
  const lastHeard = Math.max(startedAt, ...engines.map((one) => one.heardAt))
  if (engines.length === 0) return startedAt
  return now - lastHeard > forgetEngineAfterMs ? lastHeard : null
}
