import { catalogue, type FindingKind, families } from '#lib/diagnosis/catalogue.ts'
import type { Side } from '#lib/diagnosis/contract.ts'

/** The media of a call that are components of their own. */
export const media = ['audio', 'video', 'screen-share', 'chat'] as const
export type Medium = (typeof media)[number]

/** Which media a finding of this kind takes from people. What carries the media takes all of it. */
const own: Partial<Record<FindingKind, readonly Medium[]>> = {
  'no-inbound-audio': ['audio'],
  'one-way-audio': ['audio'],
  'no-audio-source': ['audio'],
  'silent-mic': ['audio'],
  'mic-clipping': ['audio'],
  'echo-suspected': ['audio'],
  'audio-playout-glitches': ['audio'],
  'playback-blocked': ['audio'],
  'high-rtt': ['audio', 'video'],
  'high-jitter': ['audio', 'video'],
  'no-inbound-video': ['video'],
  'video-freezes': ['video'],
  'low-frame-rate': ['video'],
  'low-resolution': ['video'],
  'blocky-video': ['video'],
  'decoder-stall': ['video'],
  'keyframe-request-storm': ['video'],
  'av-desync': ['video'],
  'codec-mismatch': ['video'],
  'camera-frozen': ['video'],
  'camera-black': ['video'],
  'low-source-fps': ['video'],
  'cpu-limited-encode': ['video'],
  'cpu-limited-decode': ['video'],
  'uplink-bandwidth-limited': ['video', 'screen-share'],
  'downlink-bandwidth-limited': ['video', 'screen-share'],
  'screen-share-degraded': ['screen-share'],
}
/** Kinds that say how the line is, not what people lose by it. */
const context: readonly string[] = [
  'relay-used',
  'relay-over-tcp',
  'network-change',
  'join-failed',
  'high-join-time',
]
const carriers = [families.network, families.connectivity, families.server].flatMap((family) =>
  Object.keys(family),
)
const everything: readonly Medium[] = ['audio', 'video', 'screen-share']

export function mediaOf(kind: string): readonly Medium[] {
  const known = Object.hasOwn(catalogue, kind) ? own[kind as FindingKind] : undefined
  if (known) return known
  if (Object.hasOwn(families.chat, kind)) return ['chat']
  return carriers.includes(kind) && !context.includes(kind) ? everything : []
}

const ownSides: readonly Side[] = [
  'network-up',
  'network-down',
  'network-access',
  'device',
  'browser',
  'user',
]
const serviceSides: readonly Side[] = ['server', 'application']

/** Somebody's own network, machine or hand; or the service; or nobody can tell. */
export function sideOf(side: string): 'own' | 'service' | 'unclear' {
  if (ownSides.some((one) => one === side)) return 'own'
  return serviceSides.some((one) => one === side) ? 'service' : 'unclear'
}
