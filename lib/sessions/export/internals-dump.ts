import {
  connectionColumns,
  type Row,
  trackColumns,
  trackHeadColumns,
  trackTypes,
  type WireReport,
} from '#lib/telemetry/columns.ts'
import type { EventData, EventType, WireEvent } from '#lib/telemetry/event-types.ts'
import { ownPrefix } from '#lib/telemetry/imports/webrtc-internals.ts'
import { createSeriesBook, type SeriesBook } from './series-book.ts'

/** A run of the SDK to be written as chrome://webrtc-internals would have saved it. */
export type RunToDump = {
  /** names the page: all its connections begin with this number */
  page: number
  firstConnection: number
  id: string
  name: string | null
  client: Record<string, unknown>
  tellsMute: boolean
  reports: readonly WireReport[]
  events: readonly WireEvent[]
}

export type InternalsConnection = {
  pid: number
  url: string
  rtcConfiguration: string
  timestamp: number
  stats: Record<string, unknown>
  updateLog: { timestamp: number; type: string; value: string }[]
}
export type InternalsDump = { connections: [key: string, InternalsConnection][]; asks: unknown[] }

/** One entry per connection. What the format has no word for stands in the log under our own names. */
export function internalsOf(run: RunToDump): InternalsDump {
  const metas = metasOf(run.events)
  const books = new Map<number, SeriesBook>()
  const bookOf = (connection: number) => {
    const known = books.get(connection) ?? createSeriesBook()
    books.set(connection, known)
    return known
  }
  for (const connection of connectionsOf(run)) bookOf(connection)
  if (books.size === 0) bookOf(0)
  for (const report of run.reports) addReport(report, metas, bookOf)
  const logs = logsOf(run, metas, [...books.keys()])
  return {
    connections: [...books].map(([connection, book]) => [
      `${run.page}-${run.firstConnection + connection}`,
      { ...headOf(run, connection), stats: book.stats(), updateLog: logs.get(connection) ?? [] },
    ]),
    asks: asksOf(run, metas),
  }
}

type Metas = { tracks: Map<number, EventData>; paths: { t: number; connection: number; data: EventData }[] }

function metasOf(events: readonly WireEvent[]): Metas {
  const metas: Metas = { tracks: new Map(), paths: [] }
  for (const { t, type, track, connection, data = {} } of events) {
    if (type === 'track-meta' && track !== undefined)
      metas.tracks.set(track, {
        ...metas.tracks.get(track),
        ...data,
        ...(connection === undefined ? {} : { connection }),
      })
    if (type === 'connection-meta' && connection !== undefined) metas.paths.push({ t, connection, data })
  }
  return metas
}

const connectionsOf = ({ reports, events }: RunToDump): Set<number> =>
  new Set([
    ...events.flatMap(({ connection }) => (connection === undefined ? [] : [connection])),
    ...reports.flatMap(([, , connections]) => connections.map((row) => row[0] ?? 0)),
  ])

function headOf({ page, events }: RunToDump, connection: number) {
  const created = events.find(
    (event) => event.type === 'connection-created' && event.connection === connection,
  )
  const { relayOnly, iceServers, bundlePolicy } = created?.data ?? {}
  return {
    pid: page,
    url: '',
    timestamp: created?.t ?? events.find((event) => event.connection === connection)?.t ?? events[0]?.t ?? 0,
    rtcConfiguration: JSON.stringify({
      iceServers: Array.from({ length: Math.min(20, Number(iceServers ?? 0)) }, () => ({ urls: [] })),
      iceTransportPolicy: relayOnly === true ? 'relay' : 'all',
      ...(typeof bundlePolicy === 'string' ? { bundlePolicy } : {}),
    }),
  }
}

function addReport(
  [, t, connections, tracks]: WireReport,
  metas: Metas,
  bookOf: (connection: number) => SeriesBook,
) {
  for (const row of connections) addConnection(row, t, metas, bookOf(row[0] ?? 0))
  for (const row of tracks) {
    const meta = metas.tracks.get(row[0] ?? 0) ?? {}
    const connection = typeof meta.connection === 'number' ? meta.connection : (connections[0]?.[0] ?? 0)
    addTrack(row, t, meta, bookOf(connection))
  }
}

function addConnection(row: Row, t: number, { paths }: Metas, book: SeriesBook) {
  const cells = Object.fromEntries(connectionColumns.map((name, i) => [name, row[i] ?? null]))
  const at = t + (row[1] ?? 0)
  const pick = (names: string[]) => Object.fromEntries(names.map((name) => [name, cells[name]]))
  const constant = {
    localCandidateId: 'L',
    remoteCandidateId: 'R',
    transportId: 'T',
    nominated: true,
    state: 'succeeded',
  }
  const ofPair = connectionColumns.slice(2, 10)
  book.add('CP', 'candidate-pair', at, { ...constant, ...pick([...ofPair]) })
  book.add('T', 'transport', at, { selectedCandidatePairId: 'CP', ...pick(['selectedCandidatePairChanges']) })
  const playout = stripped(cells, 'playout')
  if (hasAny(playout)) book.add('AP', 'media-playout', at, playout)
  const channels = {
    messagesSent: cells.dataChannelMessagesSent,
    messagesReceived: cells.dataChannelMessagesReceived,
  }
  if (hasAny(channels)) book.add('D', 'data-channel', at, channels)
  const path = paths.findLast((one) => one.connection === row[0] && one.t <= t)?.data
  if (path) addPath(path, at, book)
}

function addPath(path: EventData, at: number, book: SeriesBook) {
  const { localCandidateType, remoteCandidateType, protocol, relayProtocol, networkType, relayHost } = path
  const url = relayHost ? { url: `turn:${relayHost}` } : {}
  book.add('L', 'local-candidate', at, {
    candidateType: localCandidateType,
    protocol,
    relayProtocol,
    networkType,
    ...url,
  })
  book.add('R', 'remote-candidate', at, { candidateType: remoteCandidateType })
}

const hasAny = (values: Record<string, unknown>) =>
  Object.values(values).some((value) => value !== null && value !== undefined)

/** Columns that begin with a prefix, under the names they have in the statistic they come from. */
function stripped(cells: Record<string, unknown>, prefix: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(cells)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [
        name.charAt(prefix.length).toLowerCase() + name.slice(prefix.length + 1),
        value,
      ]),
  )
}

function addTrack(row: Row, t: number, meta: EventData, book: SeriesBook) {
  const [number = 0, typeNumber = 0, offset] = row
  const type = trackTypes[typeNumber ?? -1]
  if (type === undefined) return
  const [way, kind = ''] = type.split('-')
  const cells: Record<string, unknown> = Object.fromEntries(
    trackColumns[type].map((name, i) => [name, row[trackHeadColumns.length + i] ?? null]),
  )
  const at = t + (offset ?? 0)
  const ssrc = meta.ssrc ?? number
  const shared = {
    kind,
    ssrc,
    mid: meta.mid,
    rid: meta.rid,
    codecId: `C${number}`,
    transportId: 'T',
    contentType: meta.contentType,
  }
  const implementation = { [`${way === 'inbound' ? 'de' : 'en'}coderImplementation`]: meta.implementation }
  const efficient = { [`powerEfficient${way === 'inbound' ? 'De' : 'En'}coder`]: meta.powerEfficient }
  addCodec(`C${number}`, at, meta, book)
  if (way === 'inbound') {
    const { lastPacketReceivedOffsetMs: last, ...counters } = cells
    const lastPacketReceivedTimestamp = typeof last === 'number' ? t + last : null
    book.add(`I${number}`, 'inbound-rtp', at, {
      ...shared,
      ...implementation,
      ...efficient,
      trackIdentifier: meta.trackId,
      ...counters,
      lastPacketReceivedTimestamp,
    })
    return
  }
  const own = Object.fromEntries(
    Object.entries(cells).filter(([name]) => !/^(remote|source|limitedBy)[A-Z]/.test(name)),
  )
  const limits = stripped(cells, 'limitedBy')
  book.add(`O${number}`, 'outbound-rtp', at, {
    ...shared,
    ...implementation,
    ...efficient,
    scalabilityMode: meta.scalabilityMode,
    mediaSourceId: `S${number}`,
    remoteId: `R${number}`,
    ...own,
    active: own.active === null ? null : own.active === 1,
    ...(hasAny(limits) ? { qualityLimitationDurations: limits } : {}),
  })
  book.add(`S${number}`, 'media-source', at, {
    kind,
    trackIdentifier: meta.trackId,
    ...stripped(cells, 'source'),
  })
  const { timestampOffsetMs, ...far } = stripped(cells, 'remote')
  if (hasAny(far) || book.has(`R${number}`))
    book.add(
      `R${number}`,
      'remote-inbound-rtp',
      t + (typeof timestampOffsetMs === 'number' ? timestampOffsetMs : 0),
      {
        kind,
        ssrc,
        localId: `O${number}`,
        ...far,
      },
    )
}

function addCodec(id: string, at: number, meta: EventData, book: SeriesBook) {
  const { mimeType, clockRate, channels } = meta
  if (mimeType === undefined) return
  const settings = { useinbandfec: meta.inbandFec, usedtx: meta.dtx, stereo: meta.stereo }
  const on = Object.entries(settings).filter(([, value]) => value === true)
  book.add(id, 'codec', at, {
    mimeType,
    clockRate,
    channels,
    sdpFmtpLine: on.map(([name]) => `${name}=1`).join(';'),
  })
}

/** Events that webrtc-internals has a word for. */
const words: Partial<Record<EventType, (data: EventData) => { type: string; value: unknown }>> = {
  'connection-state': ({ state }) => ({ type: 'onconnectionstatechange', value: state }),
  'ice-state': ({ state }) => ({ type: 'oniceconnectionstatechange', value: state }),
  'ice-gathering-state': ({ state }) => ({ type: 'onicegatheringstatechange', value: state }),
  'signaling-state': ({ state }) => ({ type: 'onsignalingstatechange', value: state }),
  'dtls-state': ({ state }) => ({ type: 'ondtlsstatechange', value: state }),
  'ice-candidate-error': ({ host, code, text }) => ({
    type: 'onicecandidateerror',
    value: { url: host ? `turn:${host}` : '', error_code: code, error_text: text },
  }),
  'connection-closed': () => ({ type: 'close', value: null }),
}

/** What the dump's own statistics and log will say again when it is read. */
const derived = new Set<EventType>([
  'connection-created',
  'connection-meta',
  'track-meta',
  'gum-result',
  'display-result',
  'join-attempt',
  'joined',
  'join-failed',
  'media-first',
])

function logsOf(run: RunToDump, metas: Metas, connections: readonly number[]) {
  const logs = new Map<number, InternalsConnection['updateLog']>()
  const first = connections[0] ?? 0
  const add = (connection: number, timestamp: number, type: string, value: unknown) => {
    const log = logs.get(connection) ?? []
    log.push({ timestamp, type, value: value === null ? '' : JSON.stringify(value) })
    logs.set(connection, log)
  }
  const { id, name, client, tellsMute } = run
  const startedAt = run.events[0]?.t ?? run.reports[0]?.[1] ?? 0
  add(first, startedAt, `${ownPrefix}participant`, { id, name, client, tellsMute })
  for (const { t, type, connection, track, data = {} } of run.events) {
    const word = words[type]?.(data)
    if (word && connection !== undefined) add(connection, t, word.type, word.value)
    else if (!derived.has(type))
      add(connection ?? first, t, `${ownPrefix}${type}`, {
        data,
        ofConnection: connection !== undefined,
        ...aboutTrack(track, metas),
      })
  }
  return logs
}

function aboutTrack(track: number | undefined, { tracks }: Metas) {
  const meta = track === undefined ? undefined : tracks.get(track)
  if (typeof meta?.trackId !== 'string' || typeof meta.type !== 'string') return {}
  return { trackId: meta.trackId, direction: meta.type.split('-')[0] }
}

/** Chromium’s names of captured surfaces. */
const labels: Record<string, string> = {
  monitor: 'screen:0:0',
  window: 'window:0:0',
  browser: 'web-contents',
}

/** Asking for camera, microphone or screen, and what came of it, in the two entries of `getUserMedia`. */
function asksOf({ page, events, firstConnection }: RunToDump, { tracks }: Metas): unknown[] {
  const idOf = (source: string) => [...tracks.values()].find((meta) => meta.source === source)?.trackId
  return events
    .filter(({ type }) => type === 'gum-result' || type === 'display-result')
    .flatMap(({ t, type, data = {} }, i) => {
      const isDisplay = type === 'display-result'
      const head = {
        pid: page,
        rid: page,
        request_id: firstConnection + i,
        request_type: isDisplay ? 'getDisplayMedia' : 'getUserMedia',
      }
      const asked = isDisplay
        ? { video: '' }
        : { ...(data.audio && { audio: '' }), ...(data.video && { video: '' }) }
      const info = (source: string, label = '') => JSON.stringify({ id: String(idOf(source) ?? ''), label })
      const answer = !data.ok
        ? { error: data.error ?? 'unknown', error_message: '' }
        : isDisplay
          ? { stream_id: `stream ${i}`, video_track_info: info('screen', labels[String(data.surface)]) }
          : {
              stream_id: `stream ${i}`,
              ...(data.audio && { audio_track_info: info('mic') }),
              ...(data.video && { video_track_info: info('camera') }),
            }
      const ms = typeof data.ms === 'number' ? data.ms : 0
      return [
        { ...head, ...asked, timestamp: t - ms },
        { ...head, ...answer, timestamp: t },
      ]
    })
}
