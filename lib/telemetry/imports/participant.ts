import { createStatsIndex, type RtcStat, readReport } from '#lib/browser-sdk/read-stats.ts'
import type { WireReport } from '../columns.ts'
import { type ClientInfo, checkEvent, checkReport } from '../contract.ts'
import type { EventData, WireEvent } from '../event-types.ts'
import { scrubEvent } from '../scrub.ts'
import type { ImportedParticipant, Reading } from './imported-call.ts'
import { joinStory } from './join-story.ts'
import { fromLegacy, isLegacy } from './legacy-stats.ts'
import { numberOf } from './pieces.ts'
import { reportsOf, type Sample } from './rounds.ts'
import { bareId, createTeller, type Pending, type Told } from './tell.ts'

/** What all participants of one import share: how much room is left, and what people should know. */
export type Budget = { cells: number; events: number; notes: Set<string> }
export const createBudget = (): Budget => ({ cells: 0, events: 0, notes: new Set() })

/** Gathers one end of the call, whatever order its dump tells things in. */
export type Participant = {
  id: string
  name: string | null
  client: ClientInfo
  /** what our own export said of it, which is better than anything else in the file */
  ownClient: ClientInfo | null
  /** whether it tells when they mute, where the file itself says so */
  tellsMute: boolean | null
  /** the number of a connection by the dump's name for it; undefined beyond the limit */
  connection(name: string): number | undefined
  sample(connection: number | undefined, t: number, stats: readonly unknown[]): void
  tell(told: Told): void
  /** an event that no log line of rtcstats has a word for */
  note(event: Pending): void
  isEmpty(): boolean
  finish(): ImportedParticipant
}

export function createParticipant(id: string, reading: Reading, budget: Budget): Participant {
  const { limits } = reading
  const numbers = new Map<string, number>()
  const samples: Sample[] = []
  const pending: Pending[] = []
  const dtls = new Map<number, unknown>()
  const index = createStatsIndex(reading.key, { sourceOf: (trackId) => teller.sourceOf(trackId) })
  const teller = createTeller(note, index.hash)

  function note(event: Pending) {
    if (++budget.events > limits.maxEvents) {
      budget.notes.add(`Only the first ${limits.maxEvents.toLocaleString('en')} events were read.`)
      return
    }
    pending.push(event)
  }

  function connection(name: string): number | undefined {
    const known = numbers.get(name)
    if (known !== undefined) return known
    if (numbers.size >= limits.maxConnections) {
      budget.notes.add(`Only the first ${limits.maxConnections} connections of a participant were read.`)
      return undefined
    }
    numbers.set(name, numbers.size)
    return numbers.size - 1
  }

  function sample(connection: number | undefined, t: number, given: readonly unknown[]) {
    if (connection === undefined || !Number.isFinite(t)) return
    if (budget.cells > limits.maxCells) {
      budget.notes.add('The dump holds more samples than an import reads; its end was left out.')
      return
    }
    const stats = cleaned(given.slice(0, limits.maxStatsPerSample), t)
    if (stats.length === 0) return
    const announcedId = (mid: unknown, isInbound: boolean) => teller.announcedId(connection, mid, isInbound)
    const { report, metas } = readReport([{ connection, stats, announcedId }], t, index)
    for (const meta of metas) note({ ...meta, t: Math.min(meta.t, t), isSampled: true })
    noteDtls(connection, t, stats)
    samples.push({ t, connections: report[2], tracks: report[3] })
    for (const row of report[3]) budget.cells += row.length
    budget.cells += 20
  }

  function noteDtls(connection: number, t: number, stats: readonly RtcStat[]) {
    const state = stats.find(({ type, dtlsState }) => type === 'transport' && dtlsState)?.dtlsState
    if (typeof state !== 'string' || dtls.get(connection) === state) return
    dtls.set(connection, state)
    note({ t, type: 'dtls-state', connection, data: { state: state.slice(0, 40) }, isSampled: true })
  }

  function finish(): ImportedParticipant {
    const log = pending.sort((a, b) => a.t - b.t)
    const readFrom = samplingStarts(log)
    const read = samples
      .filter((one) => one.t >= (readFrom.get(one.connections[0]?.[0] ?? 0) ?? 0))
      .sort((a, b) => a.t - b.t)
    const reports = reportsOf(read, reading.intervalMs)
    const events = withoutRepeats(log).filter(
      ({ isSampled, connection = 0 }) => !isSampled || readFrom.get(connection) !== Number.POSITIVE_INFINITY,
    )
    const story = joinStory(events, read)
    const resolve = trackResolver(index.numberOf)
    const settled = [...story, ...events].flatMap((event) => {
      const about = resolve(event)
      return about ? [wireEvent(event, about.track)] : []
    })
    return { id: self.id, name: self.name, client: self.client, ...numbered(reports, settled, budget) }
  }

  const self: Participant = {
    id,
    name: null,
    client: {},
    ownClient: null,
    tellsMute: null,
    connection,
    sample,
    tell: (told) => teller.tell(told),
    note,
    isEmpty: () => samples.length === 0 && pending.length === 0,
    finish,
  }
  return self
}

/** Only what the SDK's reader can take: a type, an id, a time, and values that a browser may give. */
function cleaned(given: readonly unknown[], t: number): RtcStat[] {
  const stats: RtcStat[] = []
  for (const one of given) {
    if (typeof one !== 'object' || one === null) continue
    const { id, type, timestamp } = one as { id?: unknown; type?: unknown; timestamp?: unknown }
    if (typeof type !== 'string' || (typeof id !== 'string' && typeof id !== 'number')) continue
    if (id === '__proto__' || type === '__proto__') continue
    stats.push({ ...plainOf(one), id: String(id), type, timestamp: numberOf(timestamp) ?? t })
  }
  return stats.some(isLegacy) ? fromLegacy(stats) : stats
}

/** Of what nests, browsers have only the durations of limits. */
function plainOf(stat: object): Record<string, unknown> {
  const plain: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(stat))
    if (typeof value !== 'object' || name === 'qualityLimitationDurations') plain[name] = value
  return plain
}

/** Finds the number of the track an event is about; null when it can be none of those that were sampled. */
function trackResolver(numberOf: ReadonlyMap<string, number>): (event: Pending) => { track?: number } | null {
  const numbers = new Map<string, number>()
  const places = new Map<string, number>()
  for (const [key, number] of numberOf) {
    const [connection, direction, ...id] = key.split(' ')
    const place = `${connection} ${direction}`
    numbers.set(`${place} ${bareId(id.join(' '))}`, number)
    places.set(place, (places.get(place) ?? 0) + 1)
  }
  return ({ about, connection }) => {
    if (!about) return {}
    const place = `${connection} ${about.direction}`
    const track = numbers.get(`${place} ${about.trackId}`)
    if (track !== undefined) return { track }
    return (places.get(place) ?? 0) > 1 ? null : {}
  }
}

/**
 * From when on the SDK would have read each connection's stats: from its first `connected`, so never where that did
 * not come. A log that begins in the middle of things, or a dump without one, says nothing about it.
 */
function samplingStarts(log: readonly Pending[]): Map<number, number> {
  const starts = new Map<number, number>()
  const created = new Set<number>()
  for (const { t, type, connection, data } of log) {
    if (connection === undefined) continue
    if (type === 'connection-created') created.add(connection)
    if (!type.endsWith('-state') || type === 'track-state' || type === 'dtls-state') continue
    const isUp = /^(connection|ice)-state$/.test(type) && /^(connected|completed)$/.test(String(data?.state))
    const known = starts.get(connection)
    if (known === undefined)
      starts.set(connection, !created.has(connection) ? 0 : isUp ? t : Number.POSITIVE_INFINITY)
    else if (isUp) starts.set(connection, Math.min(known, t))
  }
  return starts
}

/** A state that is said twice in a row, by the log and by the stats, is said once. */
function withoutRepeats(events: readonly Pending[]): Pending[] {
  const last = new Map<unknown, unknown>()
  return events.filter(({ type, connection, data }) => {
    if (type !== 'dtls-state') return true
    if (last.get(connection) === data?.state) return false
    last.set(connection, data?.state)
    return true
  })
}

function wireEvent({ t, type, connection, data, ...rest }: Pending, track?: number): WireEvent {
  const number = track ?? rest.track
  const said: EventData = {}
  for (const [key, value] of Object.entries(data ?? {}))
    if (value !== undefined)
      said[key] = typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value
  return {
    seq: 0,
    t: Math.round(t),
    type,
    ...(connection === undefined ? {} : { connection }),
    ...(number === undefined ? {} : { track: number }),
    ...(Object.keys(said).length === 0 ? {} : { data: said }),
  }
}

/** One order for both, events first where times are equal; what the collector would refuse is left out and counted. */
function numbered(
  reports: readonly WireReport[],
  events: readonly WireEvent[],
  budget: Budget,
): { reports: WireReport[]; events: WireEvent[] } {
  const items = [
    ...events.map((event) => ({ t: event.t, event, report: null })),
    ...reports.map((report) => ({ t: report[1], event: null, report })),
  ].sort((a, b) => a.t - b.t)
  const kept: { reports: WireReport[]; events: WireEvent[] } = { reports: [], events: [] }
  let seq = 0
  let refused = 0
  for (const { event, report } of items) {
    if (event) {
      const checked = checkEvent({ ...event, seq })
      if (typeof checked === 'string') refused++
      else kept.events.push(scrubEvent(checked))
    } else if (report) {
      const checked = checkReport([seq, report[1], report[2], report[3]])
      if (typeof checked === 'string') refused++
      else kept.reports.push(checked)
    }
    seq++
  }
  if (refused > 0)
    budget.notes.add('Some samples or events hold values that no browser gives; they were left out.')
  return kept
}
