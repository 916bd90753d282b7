import { limits as l } from '../limits.ts'
import type { Catalogue } from './entry.ts'

const s = (ms: number) => `${ms / 1000} s`

export const connectivity = {
  'ice-failed': {
    title: 'No connection could be established',
    notice: '{who} sees “connecting…” and then nothing.',
    cause: 'the connectivity checks found no way between {who} and the far end',
    remedy:
      'Check the firewall, offer TURN over TLS on port 443, and check the credentials and the clock of TURN.',
    owner: 'customer-it',
    raise: `the connection fails before it was ever up, or checks for ${s(l.ice.checkingMs)}`,
    clear: 'connected',
    source: 'W3C webrtc; libwebrtc 15 s [P]',
  },
  'ice-disconnected': {
    title: 'Connection interrupted',
    notice: 'Everything stops for {who}, and may come back.',
    cause: 'the connection of {who} is interrupted',
    remedy: 'Check Wi-Fi and sleep settings of {who}; the application should restart ICE.',
    owner: 'user',
    raise: `disconnected: context at once, ≥ ${s(l.ice.majorMs)} major, ≥ ${s(l.ice.criticalMs)} critical`,
    clear: `connected for ${s(l.ice.clearMs)}`,
    source: 'libwebrtc; consent freshness RFC 7675 [S][P]',
  },
  'ice-flapping': {
    title: 'Repeated reconnects',
    notice: 'The call of {who} keeps cutting out.',
    cause: 'the access of {who} is unstable',
    remedy: 'Change the network: roaming Wi-Fi and mobile links do this.',
    owner: 'user',
    raise: `≥ ${l.ice.flaps} interruptions or ICE restarts in ${s(l.ice.flapMs)}`,
    clear: `none for ${s(l.ice.flapMs)}`,
    source: '[H]',
  },
  'dtls-failed': {
    title: 'Encryption handshake failed',
    notice: '{who} sees “connecting” although the network test passes.',
    cause: 'the DTLS handshake of {who} does not complete',
    remedy:
      'Check MTU and deep packet inspection on the way, and the fingerprint in signalling; many users at once: the server’s certificate or load.',
    owner: 'platform-ops',
    raise: `DTLS fails, or is not up ${s(l.dtls.holdMs)} after ICE`,
    clear: 'connected',
    source: 'W3C webrtc-stats dtlsState [S]',
  },
  'turn-allocation-failed': {
    title: 'TURN refuses or cannot be reached',
    notice: '{who} cannot connect from a restrictive network; others do not notice.',
    cause: 'the relay gives {who} no allocation',
    remedy:
      '401 and 441: renew the credentials and check the clocks. 486 and 508: more quota or capacity. 701: open ports 3478 and 443.',
    owner: 'platform-ops',
    raise:
      'every TURN server answers with a refusal (401, 403, 437, 441, 442, 486, 500, 508) or cannot be reached (701) and no relay candidate is used; critical when the join fails or only relays are allowed',
    clear: 'connected through a relay',
    source: 'W3C webrtc icecandidateerror, RFC 8656 [S]',
  },
  'join-failed': {
    title: 'Could not join',
    notice: '{who} could not get into the call.',
    cause: 'the attempt to join ended without a connection',
    remedy:
      'By class: permission and device → the user; ice, dtls, turn → network and TURN; signaling, auth, server → the platform.',
    owner: 'platform-ops',
    raise: `the app or SDK says so, or nothing is connected ${s(l.join.failMs)} after the attempt`,
    clear: 'a later successful join of the same person',
    source: 'CQD call setup failed [P]',
  },
  'high-join-time': {
    title: 'Joining takes long',
    notice: '{who} waited before the call began.',
    cause: 'the longest phase of the join took most of the time',
    remedy:
      'By the longest phase: signalling → platform; gathering → TURN and STUN; checks → network; DTLS → MTU or server; first media → sender or server.',
    owner: 'platform-ops',
    raise: `attempt to first remote media > ${s(l.join.minorMs)} minor, > ${s(l.join.majorMs)} major, without the permission prompt`,
    clear: 'once per join',
    source: 'ObserveRTC 5 s [P]; 10 s [H]',
  },
  'dropped-call': {
    title: 'Call ended abnormally',
    notice: '{who} was thrown out of the call.',
    cause: 'the connection of {who} was lost and nobody hung up',
    remedy:
      'Look at the findings of the last minute before the end: the earliest network or server finding is the one to act on.',
    owner: 'customer-it',
    raise: `an established connection fails, or telemetry and connection are gone > ${s(l.dropped.silentMs)} without goodbye; major when back within ${s(l.dropped.rejoinMs)}`,
    clear: 'recovered when rejoined',
    source: 'CQD dropped [P]',
  },
  'signaling-lost': {
    title: 'Control connection lost',
    notice: 'Mute, join and chat do not react for {who}; the media may go on.',
    cause: 'the signalling connection of {who} is down',
    remedy: 'Keep alive below the proxy’s idle timeout, reconnect with back-off, check the load balancer.',
    owner: 'platform-ops',
    raise: `signalling disconnected ≥ ${s(l.signaling.minorMs)} minor, ≥ ${s(l.signaling.majorMs)} major while packets flow`,
    clear: `reconnected for ${s(l.signaling.clearMs)}`,
    source: '[H]',
  },
} as const satisfies Catalogue
