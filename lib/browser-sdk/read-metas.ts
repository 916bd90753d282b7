import type { EventData, EventValue } from '../telemetry/event-types.ts'
import type { RtcStat, SeenTrack, StatsIndex } from './stats-types.ts'

/** Changes when, and only when, what `describeTrack` says may change. Cheap: it runs per track and sample. */
export function metaSignature({ stat, source, found }: SeenTrack): string {
  const codec = found.byId.get(String(stat.codecId))
  const shown = [
    codec?.mimeType,
    codec?.sdpFmtpLine,
    source?.trackIdentifier,
    ...constants.map((name) => stat[name]),
  ]
  return shown.join(' ')
}

const copied = ['ssrc', 'rid', 'mid', 'contentType', 'scalabilityMode']
const implementation = ['encoderImplementation', 'decoderImplementation']
const powerEfficient = ['powerEfficientEncoder', 'powerEfficientDecoder']
const constants = [...copied, ...implementation, ...powerEfficient, 'trackIdentifier']

/** The constants of a track, as a `track-meta` event carries them. */
export function describeTrack(seen: SeenTrack, index: StatsIndex): EventData {
  const { connection, track, type, stat, source, found } = seen
  const codec = found.byId.get(String(stat.codecId))
  const rawId = stat.trackIdentifier ?? source?.trackIdentifier
  const trackIdentifier = typeof rawId === 'string' ? rawId : undefined
  if (trackIdentifier) index.numberOf.set(`${connection} ${type.slice(0, -6)} ${trackIdentifier}`, track)
  const ownSource =
    type.startsWith('outbound') && trackIdentifier ? index.sourceOf?.(trackIdentifier) : undefined
  return known({
    ...pick(stat, copied),
    ...pick(codec, ['mimeType', 'clockRate', 'channels']),
    ...opusSettings(codec),
    type,
    connection,
    trackId: trackIdOf(seen, trackIdentifier, index),
    source: ownSource ?? (stat.contentType === 'screenshare' ? 'screen' : undefined),
    implementation: first(stat, implementation),
    powerEfficient: first(stat, powerEfficient),
  })
}

const first = (stat: RtcStat, names: string[]) =>
  names.map((name) => stat[name]).find((value) => value !== undefined)

const pick = (stat: RtcStat | undefined, names: string[]) =>
  Object.fromEntries(names.map((name) => [name, stat?.[name]]))

/** The id by which a track is announced in the session description, the same at both ends; else the browser's own. */
function trackIdOf(
  { connection, type, stat }: SeenTrack,
  trackIdentifier: string | undefined,
  index: StatsIndex,
) {
  const announced = index.announcedId?.(connection, String(stat.mid), type.startsWith('inbound'))
  const id = announced ?? trackIdentifier
  return id && index.hash(id)
}

function opusSettings(codec: RtcStat | undefined) {
  if (!/^audio\/opus$/i.test(String(codec?.mimeType))) return {}
  const line = `;${codec?.sdpFmtpLine ?? ''};`
  const on = (name: string) => line.includes(`;${name}=1;`)
  return { inbandFec: on('useinbandfec'), dtx: on('usedtx'), stereo: on('stereo') }
}

/** The path of a connection, as a `connection-meta` event carries it: kinds and hashed prefixes, never an address. */
export function describeConnection(
  local: RtcStat | undefined,
  remote: RtcStat | undefined,
  { hash }: StatsIndex,
): EventData {
  return known({
    localCandidateType: local?.candidateType,
    remoteCandidateType: remote?.candidateType,
    ...pick(local, ['protocol', 'relayProtocol', 'networkType']),
    relayHost: relayHost(local?.url, hash),
    localPrefix: prefix(local?.address ?? local?.ip, hash),
    remotePrefix: prefix(remote?.address ?? remote?.ip, hash),
  })
}

/** The host of a STUN or TURN URL; one that is an address is hashed. */
export function relayHost(url: unknown, hash: (text: string) => string): string | undefined {
  const host = /^(?:stuns?|turns?):(?:\/\/)?(\[[^\]]*\]|[^:?/]*)/i.exec(String(url ?? ''))?.[1]
  if (!host) return undefined
  return /^(\[|[\d.]+$)/.test(host) ? `address-${hash(host)}` : host
}

/** Keyed hash of the /24 of an IPv4 address or the /48 of an IPv6 address; nothing for an mDNS name. */
function prefix(address: unknown, hash: (text: string) => string): string | undefined {
  const [network] = /^\d+\.\d+\.\d+(?=\.\d+$)|^[\da-f]*:[\da-f]*:[\da-f]*/i.exec(String(address)) ?? []
  return network && hash(network)
}

/** Leaves out what the browser does not say, and anything an event may not carry. */
function known(values: Record<string, unknown>): EventData {
  const data: EventData = {}
  for (const [key, value] of Object.entries(values)) {
    if (typeof value === 'string') data[key] = value.slice(0, 200)
    else if (typeof value === 'boolean' || Number.isFinite(value)) data[key] = value as EventValue
  }
  return data
}
