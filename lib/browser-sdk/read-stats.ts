import {
  connectionColumns,
  type Row,
  type TrackType,
  trackColumns,
  trackTypes,
  type WireReport,
} from '../telemetry/columns.ts'
import type { EventData } from '../telemetry/event-types.ts'
import { keyedHash } from './hash.ts'
import { describeConnection, describeTrack, type Facts } from './read-metas.ts'
import type { RtcStat, StatsIndex, StatsOfConnection, UnsentEvent } from './stats-types.ts'

export type { RtcStat, StatsIndex, StatsOfConnection, UnsentEvent } from './stats-types.ts'

/** Starts the memory of one participant's boot. `key` salts every hash; both ends of a call use the same app key. */
export function createStatsIndex(key: string, known: Pick<StatsIndex, 'sourceOf'> = {}): StatsIndex {
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
  const say: Say = (type, facts, connection, track, more) => {
    const signature = JSON.stringify(facts)
    const about = `${connection} ${track}`
    if (index.said.get(about) === signature) return
    index.said.set(about, signature)
    const data: EventData = JSON.parse(signature)
    metas.push({ t: Math.round(t), type, connection, track, data: { ...data, ...more?.() } })
  }
  for (const of of connections) {
    const look = { ...of, found: sortOut(of.stats), t, index, say }
    connectionRows.push(connectionRow(look))
    for (const type of ['inbound-rtp', 'outbound-rtp'])
      for (const stat of look.found.all(type)) trackRows.push(...trackRow(look, stat))
  }
  return { report: [seq, Math.round(t), connectionRows, trackRows], metas }
}

/** Says what is new; `more` is asked for only then. */
type Say = (
  type: UnsentEvent['type'],
  facts: Facts,
  connection: number,
  track?: number,
  more?: () => object,
) => void

/** One connection's stats by type and by id. */
type Found = ReturnType<typeof sortOut>
type Look = StatsOfConnection & { found: Found; t: number; index: StatsIndex; say: Say }

function sortOut(stats: readonly RtcStat[]) {
  const byId: Record<string, RtcStat> = {}
  const byType: Record<string, RtcStat[]> = {}
  for (const stat of stats) {
    byId[stat.id] = stat
    byType[stat.type] ??= []
    byType[stat.type]?.push(stat)
  }
  return { byId: (id: unknown) => byId[String(id)], all: (type: string) => byType[type] ?? [] }
}

/** The path in use: named by the transport, else flagged by Firefox, else nominated, succeeded and busiest. */
function selectedPair({ all }: Found): RtcStat | undefined {
  const named = all('transport').map(({ selectedCandidatePairId }) => selectedCandidatePairId)
  const rank = ({ id, selected, nominated, state, bytesReceived, bytesSent }: RtcStat) =>
    (named.includes(id) ? 4e15 : selected ? 2e15 : nominated && state === 'succeeded' ? 1 : Number.NaN) +
    Number(bytesReceived ?? 0) +
    Number(bytesSent ?? 0)
  return all('candidate-pair')
    .filter((pair) => rank(pair))
    .sort((a, b) => rank(b) - rank(a))[0]
}

/** A stat with what is joined to it, under the prefixes that columns have. */
type Joined = {
  self: Facts
  remote?: Facts
  source?: Facts
  playout?: Facts
  limitedBy?: Facts
}
type Reader = { from: keyof Joined; field: string; isTime: boolean }

/** Columns are named after the W3C field they hold, with a prefix when a joined object holds it. */
function readerOf(column: string): Reader {
  const isTime = column.endsWith('OffsetMs')
  const [, from = 'self', field = ''] =
    /^(remote|source|playout|limitedBy)?(.+?)(?:OffsetMs)?$/.exec(column) ?? []
  return { from: from as keyof Joined, field: field.charAt(0).toLowerCase() + field.slice(1), isTime }
}

const readersOf = (columns: readonly string[]) => columns.map(readerOf)
const trackReaders = trackTypes.map((type) => readersOf(trackColumns[type]))
/** The pair's, the transport's, the playout's and the channels' columns, after the connection's number. */
const connectionReaders = readersOf(connectionColumns).slice(1)

/** A row without the columns at its end that the browser does not know. */
function rowOf(start: number[], readers: Reader[], joined: Joined, t: number): Row {
  const row: Row = [...start, ...readers.map((reader) => cell(reader, joined, t))]
  while (row.at(-1) === null) row.pop()
  return row
}

function cell({ from, field, isTime }: Reader, joined: Joined, t: number): number | null {
  const of = joined[from]
  const value = of?.[field] ?? (isTime ? of?.[`${field}Timestamp`] : null)
  if (typeof value === 'boolean') return Number(value)
  if (typeof value !== 'number' || !Number.isFinite(value)) return null
  return isTime ? Math.round(value - t) : rounded(value, field)
}

/** Digits that matter: energies are tiny, sums weighted by 48,000 samples a second are huge, the rest are seconds. */
function rounded(value: number, field: string): number {
  if (Number.isInteger(value)) return value
  const unit = field.endsWith('Energy') ? 1e6 : value > 1e5 ? 1 : 1e4
  return Math.round(value * unit) / unit
}

function connectionRow({ connection, found, t, index, say }: Look): Row {
  const { all, byId } = found
  const pair = selectedPair(found)
  const transport = pair ? byId(pair.transportId) : all('transport')[0]
  const channels = all('data-channel')
  const total = (field: string) =>
    channels[0] && channels.reduce((sum, channel) => sum + Number(channel[field] ?? 0), 0)
  const self = {
    ...pair,
    selectedCandidatePairChanges: transport?.selectedCandidatePairChanges,
    dataChannelMessagesSent: total('messagesSent'),
    dataChannelMessagesReceived: total('messagesReceived'),
  }
  if (pair) {
    const path = describeConnection(byId(pair.localCandidateId), byId(pair.remoteCandidateId), index.hash)
    say('connection-meta', path, connection)
  }
  return rowOf([connection], connectionReaders, { self, playout: all('media-playout')[0] }, t)
}

function trackRow(look: Look, stat: RtcStat): Row[] {
  const { connection, found, t, index } = look
  const type = `${stat.type.slice(0, -4)}-${stat.kind ?? stat.mediaType}` as TrackType
  const typeNumber = trackTypes.indexOf(type)
  const readers = trackReaders[typeNumber]
  if (!readers) return []
  const isInbound = typeNumber < 2
  const source = isInbound ? undefined : mediaSourceOf(stat, found)
  const remote = isInbound ? undefined : remoteOf(stat, found)
  const track = trackNumber(`${connection} ${typeNumber} ${stat.ssrc} ${stat.rid ?? ''}`, index)
  sayTrack(look, stat, source, type, track)
  const joined = { self: stat, remote, source, limitedBy: stat.qualityLimitationDurations as Facts }
  return [rowOf([track, typeNumber, Math.round(stat.timestamp - t)], readers, joined, t)]
}

function trackNumber(identity: string, { trackNumbers }: StatsIndex): number {
  const number = trackNumbers.get(identity) ?? trackNumbers.size
  trackNumbers.set(identity, number)
  return number
}

/** What the far end reports about a stream we send. */
function remoteOf(stat: RtcStat, { byId, all }: Found): RtcStat | undefined {
  const reports = all('remote-inbound-rtp')
  return (
    byId(stat.remoteId) ??
    reports.find(({ localId }) => localId === stat.id) ??
    reports.find(({ ssrc }) => ssrc === stat.ssrc)
  )
}

/** The capture behind a stream we send. Firefox does not name it: its id carries kind and media section instead. */
function mediaSourceOf({ kind, mid, mediaSourceId }: RtcStat, { byId, all }: Found): RtcStat | undefined {
  const ofKind = all('media-source').filter((source) => source.kind === kind)
  return (
    byId(mediaSourceId) ??
    (ofKind.length > 1 ? ofKind.find(({ id }) => id.startsWith(`mediasource_${kind}_${mid}{`)) : ofKind[0])
  )
}

function sayTrack(
  { connection, found, index, say, announcedId }: Look,
  stat: RtcStat,
  source: RtcStat | undefined,
  type: TrackType,
  track: number,
): void {
  const isInbound = type.startsWith('in')
  const id = (stat.trackIdentifier ?? source?.trackIdentifier) as string | undefined
  const captured = id && !isInbound ? index.sourceOf?.(id) : undefined
  const facts = {
    ...describeTrack(stat, found.byId(stat.codecId)),
    type,
    connection,
    source: captured ?? (stat.contentType === 'screenshare' ? 'screen' : undefined),
  }
  if (id) index.numberOf.set(`${connection} ${type.slice(0, -6)} ${id}`, track)
  say('track-meta', facts, connection, track, () => {
    const shared = announcedId?.(stat.mid, isInbound) ?? id
    return shared ? { trackId: index.hash(shared) } : {}
  })
}
