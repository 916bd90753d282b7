import type { RtcStat } from './stats-types.ts'

type Stat = RtcStat | undefined
/** What an event may say; undefined where the browser says nothing. */
export type Facts = Record<string, unknown>

const pick = (stat: Stat, names: string[]): Facts =>
  Object.fromEntries(names.map((name) => [name, stat?.[name]]))

/** The constants of a track, as a `track-meta` event carries them. Cheap: runs per track and sample. */
export function describeTrack(stat: RtcStat, codec: Stat): Facts {
  return {
    ...pick(stat, ['ssrc', 'rid', 'mid', 'contentType', 'scalabilityMode']),
    ...pick(codec, ['mimeType', 'clockRate', 'channels']),
    ...(/opus$/i.test(String(codec?.mimeType)) && opusSettings(codec)),
    implementation: stat.encoderImplementation ?? stat.decoderImplementation,
    powerEfficient: stat.powerEfficientEncoder ?? stat.powerEfficientDecoder,
  }
}

function opusSettings(codec: Stat): Facts {
  const line = `;${codec?.sdpFmtpLine};`
  const on = (name: string) => line.includes(`;${name}=1;`)
  return { inbandFec: on('useinbandfec'), dtx: on('usedtx'), stereo: on('stereo') }
}

/** The path of a connection, as a `connection-meta` event carries it: kinds and hashed prefixes, never an address. */
export function describeConnection(local: Stat, remote: Stat, hash: (text: string) => string): Facts {
  return {
    localCandidateType: local?.candidateType,
    remoteCandidateType: remote?.candidateType,
    ...pick(local, ['protocol', 'relayProtocol', 'networkType']),
    relayHost: relayHost(local?.url, hash),
    localPrefix: prefix(local, hash),
    remotePrefix: prefix(remote, hash),
  }
}

/** The host of a STUN or TURN URL; one that is an address is hashed. */
export function relayHost(url: unknown, hash: (text: string) => string): string | undefined {
  const host = /^(?:stun|turn)s?:(?:\/\/)?(\[[^\]]*|[^:?/]+)/i.exec(String(url))?.[1]
  return host && /^(\[|[\d.]+$)/.test(host) ? `address-${hash(host)}` : host
}

/** Keyed hash of the /24 of an IPv4 address or the /48 of an IPv6 address; nothing for an mDNS name. */
function prefix(candidate: Stat, hash: (text: string) => string): string | undefined {
  const address = String(candidate?.address ?? candidate?.ip)
  const network = /^\d+\.\d+\.\d+(?=\.\d+$)|^[\da-f]*:[\da-f]*:[\da-f]*/i.exec(address)?.[0]
  return network && hash(network)
}
