import type { FindingKind } from '#lib/diagnosis/catalogue.ts'

/**
 * Which of our findings a kind of the corpus's truth may be told by. An empty list: we do not tell it, and say so in
 * docs/diagnosis.md. The kinds are explained in the corpus's own README.
 */
export const truthTable: Readonly<Record<string, readonly FindingKind[]>> = {
  'network.loss': ['uplink-packet-loss', 'downlink-packet-loss', 'path-packet-loss', 'server-packet-loss'],
  'network.jitter': ['high-jitter'],
  'network.rtt': ['high-rtt'],
  'network.reorder': [],
  'network.bandwidth': ['uplink-bandwidth-limited', 'downlink-bandwidth-limited', 'bufferbloat'],
  'network.outage': ['network-outage'],
  'connection.not-established': ['ice-failed', 'dtls-failed', 'turn-allocation-failed', 'join-failed'],
  'connection.ice-failed': ['ice-failed'],
  'connection.failed': ['ice-failed', 'dropped-call'],
  'connection.disconnected': ['ice-disconnected'],
  'connection.turn-auth': ['turn-allocation-failed'],
  'connection.turn-unreachable': ['turn-allocation-failed'],
  'connection.no-turn': ['ice-failed'],
  'connection.no-remote-candidates': ['ice-failed'],
  'connection.relayed': ['relay-used'],
  'connection.relayed-tcp': ['relay-over-tcp'],
  'connection.path-changed': ['network-change'],
  'audio.silent-source': ['silent-mic'],
  'audio.muted': ['mic-muted'],
  'video.muted': [],
  'audio.one-way': ['one-way-audio', 'no-inbound-audio'],
  'audio.no-source': ['no-audio-source'],
  'audio.concealment': ['bursty-loss'],
  'video.none': ['no-inbound-video'],
  'video.freeze': ['video-freezes', 'decoder-stall'],
  'video.low-quality': ['blocky-video', 'low-resolution'],
  'video.low-frame-rate': ['low-frame-rate'],
  'video.source-stopped': ['camera-frozen'],
  'device.permission-denied': ['permission-denied'],
  'device.not-found': ['device-not-found'],
  'device.not-readable': ['device-in-use'],
  'device.overconstrained': ['device-constraints-unsatisfied'],
  'cpu.encode': ['cpu-limited-encode'],
  'cpu.decode': ['cpu-limited-decode'],
  'page.hidden': ['tab-hidden-throttled'],
  'telemetry.stopped': ['telemetry-gap'],
}
