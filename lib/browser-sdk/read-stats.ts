import {
  connectionColumns,
  type Row,
  type TrackType,
  trackColumns,
  trackTypes,
  type WireReport,
} from '../telemetry/columns.ts'
import { keyedHash } from './hash.ts'
import { describeConnection, describeTrack, metaSignature } from './read-metas.ts'
import type { RtcStat, SeenTrack, Sorted, StatsIndex, StatsOfConnection, UnsentEvent } from './stats-types.ts'

export type { RtcStat, StatsIndex, StatsOfConnection, UnsentEvent } from './stats-types.ts'

/** Starts the memory of one participant's boot. `key` salts every hash; both ends of a call use the same app key. */
export function createStatsIndex(
  key: string,
  known: Pick<StatsIndex, 'sourceOf' | 'announcedId'> = {},
): StatsIndex {
  const hash = (text: string) => keyedHash(key, text)
  return { trackNumbers: new Map(), said: new Map(), numberOf: new Map(), hash, ...known }
}

/**
 * Turns the getStats results of all connections at time `t` (epoch ms) into one positional report, and says what is
 * new or changed about its connections and tracks. Works on the dialects of Chromium, Firefox and Safari.
 */
export function readReport(
  connections: readonly StatsOfConnection[],
  t: number,
  index: StatsIndex,
  seq = 0,
): { report: WireReport; metas: UnsentEvent[] } {
  const connectionRows: Row[] = []
  const trackRows: Row[] = []
  const metas: UnsentEvent[] = []
  for (const { connection, stats } of connections) {
    const found = sortOut(stats)
    const pair = selectedPair(found)
    connectionRows.push(connectionRow(connection, found, pair, t))
    sayConnection(connection, found, pair, t, index, metas)
    for (const stat of found.streams) {
      const row = trackRow(connection, stat, found, t, index, metas)
      if (row) trackRows.push(row)
    }
  }
  return { report: [seq, Math.round(t), connectionRows, trackRows], metas }
}

function sortOut(stats: readonly RtcStat[]): Sorted {
  const of = (...types: string[]) =>
    stats.filter(({ type, isRemote }) => types.includes(type) && isRemote !== true)
  return {
    byId: new Map(stats.map((stat) => [stat.id, stat])),
    streams: of('inbound-rtp', 'outbound-rtp'),
    remoteInbound: of('remote-inbound-rtp'),
    sources: of('media-source'),
    pairs: of('candidate-pair'),
    transports: of('transport'),
    playouts: of('media-playout'),
    channels: of('data-channel'),
  }
}

/** The path in use: named by the transport, else flagged by Firefox, else nominated, succeeded and busiest. */
function selectedPair({ transports, pairs }: Sorted): RtcStat | undefined {
  const named = new Set(transports.map((transport) => transport.selectedCandidatePairId))
  const inUse = pairs.filter(({ id }) => named.has(id))
  const flagged = inUse.length > 0 ? inUse : pairs.filter(({ selected }) => selected === true)
  const candidates =
    flagged.length > 0
      ? flagged
      : pairs.filter(({ nominated, state }) => nominated === true && state === 'succeeded')
  const bytes = (pair: RtcStat) => Number(pair.bytesReceived ?? 0) + Number(pair.bytesSent ?? 0)
  return candidates.sort((a, b) => bytes(b) - bytes(a))[0]
}

/** Where a column's value comes from: the stat itself, or one joined to it. */
type Reader = {
  from: 'self' | 'remote' | 'source' | 'limits'
  field: string
  decimals: number
  isTime: boolean
}

/** Columns are named after the W3C field they hold, with a prefix when a joined object holds it. */
function readerOf(column: string, decimals: number): Reader {
  const isTime = column.endsWith('OffsetMs')
  const name = isTime
    ? column.replace(/(Received)?OffsetMs$/, (_, r) => (r ? 'ReceivedTimestamp' : ''))
    : column
  const [, prefix = '', rest = name] = /^(remote|source|playout|limitedBy)([A-Z].*)/.exec(name) ?? []
  const from =
    prefix === 'playout' ? 'source' : prefix === 'limitedBy' ? 'limits' : ((prefix || 'self') as 'self')
  return {
    from,
    field: prefix ? rest.charAt(0).toLowerCase() + rest.slice(1) : rest,
    decimals: isTime ? 0 : decimals,
    isTime,
  }
}

/** Digits that matter: energies are tiny, sums weighted by 48,000 samples a second are huge, the rest are seconds. */
function decimalsOf(column: string, type?: TrackType): number {
  if (/Energy$/.test(column)) return 6
  if (/^playoutTotalPlayoutDelay$/.test(column)) return 0
  if (type === 'inbound-audio' && /^jitterBuffer.*Delay$/.test(column)) return 0
  if (/itter$|RoundTrip|fractionLost|udioLevel|Squared|Corruption/i.test(column)) return 4
  if (/itrate$|Timestamp$/.test(column)) return 0
  return 3
}

const readersOf = (type: TrackType) =>
  trackColumns[type].map((column) => readerOf(column, decimalsOf(column, type)))
const trackReaders = trackTypes.map(readersOf)

/** The pair's, the transport's, the playout's and the channels' columns, after the connection's number. */
const connectionReaders = connectionColumns.slice(1).map((column) => readerOf(column, decimalsOf(column)))

function connectionRow(connection: number, found: Sorted, pair: RtcStat | undefined, t: number): Row {
  const transport = pair ? found.byId.get(String(pair.transportId)) : found.transports[0]
  const playout = found.playouts[0]
  const total = (field: string) =>
    found.channels.length === 0
      ? undefined
      : found.channels.reduce((sum, channel) => sum + Number(channel[field] ?? 0), 0)
  const self: Record<string, unknown> = {
    ...pair,
    selectedCandidatePairChanges: transport?.selectedCandidatePairChanges,
    dataChannelMessagesSent: total('messagesSent'),
    dataChannelMessagesReceived: total('messagesReceived'),
  }
  return trimmed([
    connection,
    ...connectionReaders.map((reader) => cell(reader, { self, source: playout }, t)),
  ])
}

/** A stat with what is joined to it. */
type Joined = {
  self: Record<string, unknown>
  remote?: RtcStat
  source?: RtcStat
  limits?: Record<string, unknown>
}

function cell({ from, field, decimals, isTime }: Reader, joined: Joined, t: number): number | null {
  const value = joined[from]?.[field]
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value !== 'number' || !Number.isFinite(value)) return null
  return isTime ? Math.round(value - t) : round(value, decimals)
}

function round(value: number, decimals: number): number {
  if (Number.isInteger(value)) return value
  const unit = 10 ** decimals
  return Math.round(value * unit) / unit
}

function trimmed(row: Row): Row {
  let length = row.length
  while (length > 1 && row[length - 1] === null) length--
  return row.slice(0, length)
}

function trackRow(
  connection: number,
  stat: RtcStat,
  found: Sorted,
  t: number,
  index: StatsIndex,
  metas: UnsentEvent[],
): Row | null {
  const type = `${stat.type.slice(0, -4)}-${stat.kind ?? stat.mediaType}` as TrackType
  const typeNumber = trackTypes.indexOf(type)
  if (typeNumber < 0) return null
  const source = mediaSourceOf(stat, found)
  const track = trackNumber(`${connection} ${typeNumber} ${stat.ssrc} ${stat.rid ?? ''}`, index)
  sayTrack({ connection, track, type, stat, source, found }, t, index, metas)
  const limits = stat.qualityLimitationDurations as Record<string, unknown> | undefined
  const joined = { self: stat, remote: remoteOf(stat, found), source, limits }
  const cells = (trackReaders[typeNumber] ?? []).map((reader) => cell(reader, joined, t))
  return trimmed([track, typeNumber, Math.round(stat.timestamp - t), ...cells])
}

function trackNumber(identity: string, { trackNumbers }: StatsIndex): number {
  const known = trackNumbers.get(identity)
  if (known !== undefined) return known
  const next = trackNumbers.size
  trackNumbers.set(identity, next)
  return next
}

/** What the far end reports about a stream we send. */
function remoteOf(stat: RtcStat, { byId, remoteInbound }: Sorted): RtcStat | undefined {
  if (stat.type !== 'outbound-rtp') return undefined
  const named = byId.get(String(stat.remoteId))
  if (named?.type === 'remote-inbound-rtp') return named
  return (
    remoteInbound.find((remote) => remote.localId === stat.id) ??
    remoteInbound.find((remote) => remote.ssrc === stat.ssrc)
  )
}

/** The capture behind a stream we send. Firefox does not name it: its id carries kind and media section instead. */
function mediaSourceOf(stat: RtcStat, { byId, sources }: Sorted): RtcStat | undefined {
  if (stat.type !== 'outbound-rtp') return undefined
  if (stat.mediaSourceId !== undefined) return byId.get(String(stat.mediaSourceId))
  const kind = stat.kind ?? stat.mediaType
  const ofKind = sources.filter((source) => source.kind === kind)
  return ofKind.length === 1
    ? ofKind[0]
    : ofKind.find((source) => source.id.startsWith(`mediasource_${kind}_${stat.mid}{`))
}

function sayTrack(seen: SeenTrack, t: number, index: StatsIndex, metas: UnsentEvent[]): void {
  const { connection, track } = seen
  if (!isNew(`t${track}`, metaSignature(seen), index)) return
  const data = describeTrack(seen, index)
  metas.push({ t: Math.round(t), type: 'track-meta', connection, track, data })
}

function sayConnection(
  connection: number,
  { byId }: Sorted,
  pair: RtcStat | undefined,
  t: number,
  index: StatsIndex,
  metas: UnsentEvent[],
): void {
  if (!pair) return
  const local = byId.get(String(pair.localCandidateId))
  const remote = byId.get(String(pair.remoteCandidateId))
  const signature = `${pair.id} ${local?.candidateType} ${remote?.candidateType} ${local?.networkType} ${remote?.address}`
  if (!isNew(`c${connection}`, signature, index)) return
  metas.push({
    t: Math.round(t),
    type: 'connection-meta',
    connection,
    data: describeConnection(local, remote, index),
  })
}

function isNew(key: string, signature: string, { said }: StatsIndex): boolean {
  if (said.get(key) === signature) return false
  said.set(key, signature)
  return true
}
