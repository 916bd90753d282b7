import type { FindingKind } from './catalogue.ts'
import { limits as l } from './limits.ts'

/**
 * How long a kind must hold to be raised and be absent to be cleared. Metrics are means over a 15 s window, so a hold
 * of up to 15 s is in the window already and asks for two windows in a row; a longer one adds what is beyond.
 * `atOnce`: events and durations that the detector itself has measured.
 */
export type Timing = {
  /** which look sees it: at states and events of one person, at each report of one, or at the whole call */
  by: 'state' | 'report' | 'call'
  raise: 'at-once' | 'windows'
  holdMs: number
  clearMs: number
}

const atOnce = (by: Timing['by'], clearMs = 0): Timing => ({ by, raise: 'at-once', holdMs: 0, clearMs })
const windowsOf = (by: Timing['by'], clearMs: number, holdMs = 0): Timing => ({
  by,
  raise: 'windows',
  holdMs,
  clearMs,
})
const beyondWindow = (holdMs: number) => Math.max(0, holdMs - 15_000)

export const timings: Readonly<Record<FindingKind, Timing>> = {
  'uplink-packet-loss': windowsOf('call', l.loss.clearMs),
  'downlink-packet-loss': windowsOf('call', l.loss.clearMs),
  'path-packet-loss': windowsOf('call', l.loss.clearMs),
  'server-packet-loss': windowsOf('call', l.loss.clearMs),
  'bursty-loss': windowsOf('report', l.burst.clearMs),
  'high-rtt': windowsOf('call', l.rtt.clearMs),
  'high-jitter': windowsOf('report', 0),
  'uplink-bandwidth-limited': windowsOf('report', l.upBandwidth.clearMs),
  'downlink-bandwidth-limited': windowsOf('report', l.downBandwidth.clearMs, l.downBandwidth.holdMs),
  bufferbloat: windowsOf('report', l.bufferbloat.clearMs),
  'retransmission-storm': windowsOf('report', l.retransmission.clearMs),
  'network-outage': atOnce('report', l.outage.clearMs),
  'relay-used': atOnce('state'),
  'relay-over-tcp': atOnce('state', l.relayTcp.clearMs),
  'network-change': atOnce('state'),
  'ice-failed': atOnce('state'),
  'ice-disconnected': atOnce('state', l.ice.clearMs),
  'ice-flapping': atOnce('state'),
  'dtls-failed': atOnce('state'),
  'turn-allocation-failed': atOnce('state'),
  'join-failed': atOnce('state'),
  'high-join-time': atOnce('state'),
  'dropped-call': atOnce('state'),
  'signaling-lost': atOnce('state', l.signaling.clearMs),
  'cpu-limited-encode': windowsOf('report', l.cpuEncode.clearMs),
  'cpu-limited-decode': windowsOf('report', l.cpuDecode.clearMs),
  'device-not-found': atOnce('state'),
  'device-in-use': atOnce('state'),
  'device-constraints-unsatisfied': atOnce('state'),
  'device-unplugged': atOnce('state', l.device.resumeMs),
  'device-muted-by-system': atOnce('state', l.device.systemMuteMs),
  'silent-mic': atOnce('report'),
  'mic-clipping': windowsOf('report', l.clipping.clearMs, beyondWindow(l.clipping.overMs)),
  'echo-suspected': windowsOf('report', l.echo.clearMs),
  'camera-frozen': atOnce('report', l.cameraFrozen.clearMs),
  'camera-black': windowsOf('report', l.cameraBlack.clearMs),
  'low-source-fps': windowsOf('report', l.sourceFps.clearMs, beyondWindow(l.sourceFps.holdMs)),
  'audio-playout-glitches': windowsOf('report', l.playout.clearMs),
  'low-frame-rate': windowsOf('report', l.frameRate.clearMs),
  'low-resolution': windowsOf('report', l.resolution.clearMs, l.resolution.holdMs),
  'blocky-video': windowsOf('report', l.blocky.clearMs),
  'video-freezes': windowsOf('report', l.freezes.clearMs),
  'av-desync': windowsOf('report', l.desync.clearMs, l.desync.holdMs),
  'no-inbound-audio': atOnce('call', l.noInbound.clearMs),
  'no-inbound-video': atOnce('call', l.noInbound.clearMs),
  'one-way-audio': atOnce('call', l.oneWay.clearMs),
  'no-audio-source': atOnce('call'),
  'codec-mismatch': windowsOf('report', l.undecodable.clearMs),
  'decoder-stall': atOnce('report'),
  'keyframe-request-storm': windowsOf('report', l.keyframes.clearMs, beyondWindow(l.keyframes.holdMs)),
  'screen-share-degraded': windowsOf('report', l.screenShare.clearMs),
  'server-not-forwarding': atOnce('call', l.forwarding.clearMs),
  'server-degraded': atOnce('call'),
  'turn-server-degraded': atOnce('call'),
  'region-degraded': atOnce('call'),
  'isp-degraded': atOnce('call'),
  'browser-regression': atOnce('call'),
  'tab-hidden-throttled': atOnce('state'),
  'telemetry-gap': atOnce('state'),
  'client-clock-skew': atOnce('state'),
  'playback-blocked': atOnce('state'),
  'application-error': atOnce('state'),
  'permission-denied': atOnce('state'),
  'mic-muted': atOnce('call'),
  'talking-while-muted': atOnce('state'),
  'duplicate-session': atOnce('call', l.duplicateMs),
  'repeated-rejoins': atOnce('state'),
  'chat-delivery-delayed': windowsOf('call', l.chat.clearMs),
  'chat-messages-failing': windowsOf('call', l.chat.clearMs),
  'chat-disconnected': atOnce('call', l.chat.upMs),
  'chat-reconnecting': atOnce('call'),
  'data-channel-closed': atOnce('call'),
  'data-channel-stalled': atOnce('call'),
}
