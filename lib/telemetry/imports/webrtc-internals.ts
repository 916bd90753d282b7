import { clientSchema } from '../contract.ts'
import { type EventData, type EventType, eventTypes } from '../event-types.ts'
import { clientOf } from './client-of.ts'
import { finishCall } from './finish-call.ts'
import type { Reading } from './imported-call.ts'
import { createSeries, type Series } from './internals-series.ts'
import type { Head, Section } from './object-dump.ts'
import { type Budget, createBudget, createParticipant, type Participant } from './participant.ts'
import { type Bag, bagOf, epochMs, isBag, textOf, unwrapped, wordOf } from './pieces.ts'
import { bareId, type Told } from './tell.ts'

type Connection = { key: string; about: Record<string, unknown>; log: Logged[]; series: Series }
type Logged = { t: number; name: string; value: unknown }
const maxLog = 50_000

/**
 * The JSON that chrome://webrtc-internals saves, of any age: per connection a log and, per statistic and property, a
 * series of at most 1,000 values. Each page (by the process in a connection's name) is one participant.
 */
export function readWebrtcInternals(reading: Reading): Section {
  const budget = createBudget()
  const connections = new Map<string, Connection>()

  function connectionOf(key: string): Connection | null {
    const known = connections.get(key)
    if (known) return known
    if (connections.size >= reading.limits.maxConnections) {
      budget.notes.add(`Only the first ${reading.limits.maxConnections} connections were read.`)
      return null
    }
    const made = { key, about: {}, log: [], series: createSeries(reading.limits, budget) }
    connections.set(key, made)
    return made
  }

  return {
    wish(path, isContainer) {
      const field = path[2]
      if (path.length <= 2) return isContainer ? 'enter' : 'skip'
      if (path.length === 3)
        return field === 'stats' || field === 'updateLog' ? 'enter' : isContainer ? 'skip' : 'take'
      return 'take'
    },
    take([, key, field, name], value) {
      const connection = connectionOf(String(key))
      if (!connection) return
      if (field === 'stats') connection.series.add(String(name), value)
      else if (field === 'updateLog') takeLog(connection, value)
      else if (field !== '__proto__') connection.about[String(field)] = value
    },
    end: (head) => finish(reading, budget, head, [...connections.values()]),
  }
}

function takeLog({ log }: Connection, value: unknown) {
  const { type, time, timestamp, value: said } = bagOf(value)
  const t = epochMs(timestamp ?? time)
  if (typeof type === 'string' && t !== undefined && log.length < maxLog)
    log.push({ t, name: type, value: said })
}

function finish(reading: Reading, budget: Budget, head: Head, connections: readonly Connection[]) {
  const pages = createPages(reading, budget, connections)
  for (const ask of head.mediaAsks) if (isBag(ask)) tellAsk(pages.of(ask), ask)
  for (const connection of connections) {
    const one = pages.byName(connection.key)
    const number = one.connection(connection.key)
    tellLog(one, number, connection)
    for (const { t, stats } of connection.series.samples()) one.sample(number, t, stats)
  }
  for (const one of pages.all())
    one.client = one.ownClient ?? clientOf({ ...head.values, url: pages.url(one) })
  const hasOwnTimes = connections.some(({ series }) => series.hasOwnTimes())
  const isOld = !hasOwnTimes && connections.some(({ series }) => series.startMs() !== undefined)
  if (isOld)
    budget.notes.add(
      'The dump is of Chrome before 117 and has no time per sample: samples were spread evenly.',
    )
  return finishCall(
    {
      format: 'webrtc-internals',
      formatVersion: isOld ? 'before Chrome 117' : hasOwnTimes ? 'since Chrome 117' : null,
      budget,
    },
    pages.all(),
  )
}

/** One participant per page; a connection is named `<process>-<number>`, an ask carries its process as `rid` or `pid`. */
function createPages(reading: Reading, budget: Budget, connections: readonly Connection[]) {
  const pages = new Map<string, Participant>()
  const urls = new Map<Participant, unknown>()
  const prefix = (key: string) => key.slice(0, Math.max(0, key.lastIndexOf('-')))

  function page(name: string): Participant {
    const known = pages.get(name)
    if (known) return known
    const made = createParticipant(
      pages.size === 0 ? 'participant' : `participant-${pages.size + 1}`,
      reading,
      budget,
    )
    pages.set(name, made)
    return made
  }
  for (const { key, about } of connections) urls.set(page(prefix(key)), about.url)

  return {
    all: () => [...pages.values()],
    byName: (key: string) => page(prefix(key)),
    url: (one: Participant) => urls.get(one),
    of: ({ rid, pid }: Bag): Participant => {
      const names = [wordOf(rid), wordOf(pid)]
      const known =
        names.find((name) => pages.has(name)) ?? (pages.size === 1 ? [...pages.keys()][0] : undefined)
      return page(known ?? names[0] ?? '')
    },
  }
}

/** Times of old logs are written in the local time of a zone that is not told: they are set by the clock of the stats. */
function tellLog(one: Participant, connection: number | undefined, { log, about, series }: Connection) {
  const first = log[0]?.t
  const statsStart = series.startMs()
  const quarter = 15 * 60_000
  const gap = first === undefined || statsStart === undefined ? 0 : statsStart - first
  const zoneMs =
    Math.abs(gap) > 10 * 60_000 && !series.hasOwnTimes() ? Math.round(gap / quarter) * quarter : 0
  const created = epochMs(about.timestamp) ?? (first === undefined ? statsStart : first + zoneMs)
  if (created !== undefined)
    one.tell({ t: created, name: 'create', value: about.rtcConfiguration, connection })
  for (const { t, name, value } of log)
    if (name.startsWith(ownPrefix))
      takeOwn(one, t, name.slice(ownPrefix.length), bagOf(unwrapped(value)), connection)
    else if (name !== 'create') one.tell({ t: t + zoneMs, name, value: unwrapped(value), connection })
}

/** What an Earshot export adds to such a dump because the format has no word for it (docs/imports.md). */
export const ownPrefix = 'earshot:'

function takeOwn(one: Participant, t: number, what: string, said: Bag, connection: number | undefined) {
  if (what === 'participant') {
    one.id = textOf(said.id)?.slice(0, 200) ?? one.id
    one.name = textOf(said.name)?.slice(0, 200) ?? null
    const client = clientSchema.safeParse(said.client)
    if (client.success) one.ownClient = client.data
    if (typeof said.tellsMute === 'boolean') one.tellsMute = said.tellsMute
    return
  }
  if (!isEventType(what)) return
  const { data, trackId, direction, ofConnection } = said
  const isAbout = typeof trackId === 'string' && (direction === 'inbound' || direction === 'outbound')
  one.note({
    t,
    type: what,
    ...(ofConnection === true && connection !== undefined ? { connection } : {}),
    ...(isBag(data) ? { data: flat(data) } : {}),
    ...(isAbout ? { about: { trackId: bareId(trackId), direction } } : {}),
  })
}

const isEventType = (what: string): what is EventType => Object.hasOwn(eventTypes, what)

function flat(data: Bag): EventData {
  const kept: EventData = {}
  for (const [key, value] of Object.entries(data))
    if (
      value === null ||
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'boolean'
    )
      kept[key] = value
  return kept
}

function tellAsk(one: Participant, ask: Bag) {
  const t = epochMs(ask.timestamp ?? ask.time)
  if (t === undefined) return
  const what = `navigator.mediaDevices.${ask.request_type === 'getDisplayMedia' ? 'getDisplayMedia' : 'getUserMedia'}`
  const id = ask.request_id === undefined ? undefined : `${wordOf(ask.rid)} ${wordOf(ask.request_id)}`
  const told = (suffix: string, value: unknown): Told => ({ t, name: `${what}${suffix}`, value, id })
  if ('error' in ask) one.tell(told('OnFailure', ask.error))
  else if ('stream_id' in ask || 'audio_track_info' in ask || 'video_track_info' in ask)
    one.tell(
      told('OnSuccess', [trackOf('audio', ask.audio_track_info), trackOf('video', ask.video_track_info)]),
    )
  else one.tell(told('', { audio: ask.audio, video: ask.video }))
}

function trackOf(kind: string, info: unknown): unknown {
  const { id, label } = bagOf(unwrapped(textOf(info)))
  return [kind, id, label]
}
