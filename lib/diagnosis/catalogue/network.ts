import { limits as l } from '../limits.ts'
import type { Catalogue } from './entry.ts'

const s = (ms: number) => `${ms / 1000} s`
const lossLevels = `${l.loss.minor} % minor, ${l.loss.major} % major, ${l.loss.critical} % critical, of at least ${l.loss.minPackets} packets, in ${l.raiseWindows} windows`
const lossClear = `below ${l.loss.clear} % for ${s(l.loss.clearMs)}`

export const network = {
  'uplink-packet-loss': {
    title: 'Packets lost on upload',
    notice: '{others} hear {who} chopped, and the picture breaks up.',
    cause: 'the upload of {who} loses packets',
    remedy:
      'Ask {who} to use a cable or 5 GHz Wi-Fi and to stop uploads, backups and VPN; a smaller camera picture helps at once. Many users of one site: check its uplink QoS and firewall.',
    owner: 'customer-it',
    raise: `loss that the far end reports ≥ ${lossLevels}`,
    clear: lossClear,
    source: 'Twilio 3 %, webrtc-issue-detector 5 %, Microsoft CQD 10 % [P]',
  },
  'downlink-packet-loss': {
    title: 'Packets lost on download',
    notice: '{who} hears others chopped and sees freezes.',
    cause: 'packets are lost on the way to {who}',
    remedy:
      'Ask {who} to use a cable or 5 GHz Wi-Fi, to show fewer pictures or sound only, and to look for a full download line or a VPN.',
    owner: 'customer-it',
    raise: `loss over all received streams ≥ ${lossLevels}`,
    clear: lossClear,
    source: 'Twilio 3 %, webrtc-issue-detector 5 %, Microsoft CQD 10 % [P]',
  },
  'path-packet-loss': {
    title: 'Packets lost between two people',
    notice: '{who} hears {about} chopped and sees the picture break up.',
    cause:
      'packets from {about} are lost before they reach {who}; with two people in a call nobody can tell whose access it is',
    remedy:
      'Ask both to use a cable or 5 GHz Wi-Fi and to stop other traffic. Another call of either of them, or a third person in this one, shows whose side it is.',
    owner: 'customer-it',
    raise: `loss on the one stream between two people ≥ ${lossLevels}`,
    clear: lossClear,
    source: 'as upload and download; direction by quality model 5.2, row 1 [H]',
  },
  'server-packet-loss': {
    title: 'Packets lost at the server or behind it',
    notice: '{others} hear {who} chopped, though {who} reaches the server well.',
    cause: 'what {who} sends arrives at the server and is lost on the way out of it',
    remedy:
      'Check the egress, CPU and packet drops of the media server; drain it when other calls on it suffer too.',
    owner: 'platform-ops',
    raise: `at least 2 receivers and 70 % of them lose ≥ ${l.lossDirection.affectedPct} % of one sender whose upload is fine, in ${l.raiseWindows} windows`,
    clear: lossClear,
    source: 'quality model 5.2, row 8 [H]',
  },
  'bursty-loss': {
    title: 'Loss in bursts',
    notice: '{who} misses whole syllables, though the average loss is moderate.',
    cause: 'packets are lost several in a row, as on a busy or roaming radio link',
    remedy:
      'Change access point or channel, or use a cable; the application may switch redundant audio (RED) on.',
    owner: 'customer-it',
    raise: `audible concealment ≥ ${l.burst.concealPct} % in gaps of ≥ ${l.burst.burstPackets} packets or a burst ratio ≥ 2, ≥ ${l.burst.minEvents} gaps, in ${l.raiseWindows} windows; major from ${l.burst.majorPct} %`,
    clear: `below ${l.burst.clearPct} % for ${s(l.burst.clearMs)}`,
    source: 'ITU-T G.107 burst ratio [S]; limits [H]',
  },
  'high-rtt': {
    title: 'Long round trip',
    notice: '{who} and the others talk over each other; answers come late.',
    cause: 'the way between {who} and the far end is long or its queues are full',
    remedy: 'Use a nearer server or region, no VPN detour; check whether the line is full (bufferbloat).',
    owner: 'customer-it',
    raise: `round trip ≥ ${l.rtt.minor} ms minor, ≥ ${l.rtt.major} major, ≥ ${l.rtt.critical} critical for ${s(l.rtt.holdMs)}`,
    clear: `below ${l.rtt.minor - l.rtt.clearBelowMs} ms for ${s(l.rtt.clearMs)}`,
    source: 'ITU-T G.114 150/400 ms one way [S]; Sinch 300, Twilio 400, CQD 500 ms [P]',
  },
  'high-jitter': {
    title: 'Packets arrive unevenly',
    notice: '{who} hears {about} warble, speed up and slow down.',
    cause: 'packets to {who} arrive unevenly',
    remedy: 'Look for Wi-Fi interference, power saving and competing traffic; give voice priority (QoS).',
    owner: 'customer-it',
    raise: `jitter ≥ ${l.jitter.minor} ms in ${l.jitter.need} of ${l.jitter.of} samples minor; major with a jitter buffer ≥ ${l.jitter.jbMajor} ms, stretching ≥ ${l.jitter.stretchMajor} % or jitter ≥ ${l.jitter.major} ms`,
    clear: `below ${l.jitter.clear} ms in ${l.jitter.of} samples`,
    source: 'Twilio, Sinch, CQD 30 ms; ObserveRTC 10 %/5 % [P]',
  },
  'uplink-bandwidth-limited': {
    title: 'Not enough upload bandwidth',
    notice: '{others} see {who} small or blurred; the frame rate drops.',
    cause: 'the upload of {who} is narrower than what the call wants to send',
    remedy:
      'Measure the upload, stop cloud sync, send 360p, or change the network. A whole site: bandwidth policy or QoS.',
    owner: 'customer-it',
    raise: `the encoder held back by bandwidth ≥ ${100 * l.upBandwidth.limitedShare} % of the time for ${s(l.upBandwidth.holdMs)}, or an estimate below ${l.upBandwidth.videoKbps} kbit/s with video; major below ${l.upBandwidth.majorKbps}`,
    clear: `held back < ${100 * l.upBandwidth.clearShare} % for ${s(l.upBandwidth.clearMs)}`,
    source: 'W3C qualityLimitationReason [S]; webrtc-issue-detector 100 kbit/s [P]; 300 kbit/s [H]',
  },
  'downlink-bandwidth-limited': {
    title: 'Not enough download bandwidth',
    notice: '{who} sees the others small, blurred or not at all; sound mostly survives.',
    cause: 'the download of {who} is narrower than what the others send',
    remedy: 'Show fewer pictures, or sound only; use a better link.',
    owner: 'customer-it',
    raise: `the server pauses pictures for congestion, or received pixels ≤ ${100 * l.downBandwidth.pixelShare} % of what is shown for ${s(l.downBandwidth.holdMs)} with loss, delay or a flat bitrate`,
    clear: `≥ ${100 * l.downBandwidth.clearShare} % for ${s(l.downBandwidth.clearMs)}`,
    source: '[H]',
  },
  bufferbloat: {
    title: 'A queue builds up when sending',
    notice: 'The delay to {who} grows whenever something is uploaded; the picture lags.',
    cause: 'a queue in the router of {who} fills up while sending',
    remedy: 'Switch smart queue management (SQM, fq_codel) on in the router; limit competing uploads.',
    owner: 'customer-it',
    raise: `packets wait ≥ ${l.bufferbloat.sendDelayMs} ms before sending for ${s(l.bufferbloat.sendDelayHoldMs)}, or the round trip stands ≥ ${l.bufferbloat.rttAboveMs} ms above its usual while ≥ ${100 * l.bufferbloat.usedShare} % of the upload is used, for ${s(l.bufferbloat.holdMs)}; major from ${l.bufferbloat.majorAboveMs} ms`,
    clear: `half of that for ${s(l.bufferbloat.clearMs)}`,
    source: '[H]',
  },
  'retransmission-storm': {
    title: 'Too much is sent again',
    notice: '{others} see {who} freeze and catch up.',
    cause: 'much of what {who} sends has to be sent again',
    remedy: 'Treat as packet loss; check the server’s NACK limits and the round trip.',
    owner: 'customer-it',
    raise: `≥ ${l.retransmission.minor} % minor, ≥ ${l.retransmission.major} % major of video packets for ${s(l.retransmission.holdMs)}, asked for by NACK`,
    clear: `below ${l.retransmission.clear} % for ${s(l.retransmission.clearMs)}`,
    source: '[H]',
  },
  'network-outage': {
    title: 'Nothing gets through',
    notice: 'Everything stops for {who}: no sound, no picture.',
    cause: 'for seconds no packet passes between {who} and the far end',
    remedy:
      'Look for a lost Wi-Fi or mobile link, sleep settings, or a restarting router; several people at once: look at the server.',
    owner: 'customer-it',
    raise: `streams that flowed stop together and the connectivity checks go unanswered, for ${s(l.outage.minMs)}; critical from ${s(l.outage.criticalMs)}`,
    clear: `packets again for ${s(l.outage.clearMs)}`,
    source: 'libwebrtc calls a connection disconnected after 2.5 s without packets [P]; [H]',
  },
  'relay-used': {
    title: 'Media goes through a relay',
    notice: 'Nobody notices it by itself; it adds some delay.',
    cause: 'no direct way was found, or only relays are allowed',
    remedy: 'Nothing. If many users of one site are relayed, open UDP to the media servers.',
    owner: 'nobody',
    raise: 'the chosen path has a relay candidate',
    clear: 'a direct path is chosen',
    source: 'W3C webrtc-stats candidateType [S]',
  },
  'relay-over-tcp': {
    title: 'Media over TCP or TLS',
    notice: '{who} has stalls instead of loss, and growing delay.',
    cause: 'a firewall or proxy on the side of {who} blocks UDP',
    remedy: 'Allow UDP 3478 and the media ports; exempt the calls from TLS inspection.',
    owner: 'customer-it',
    raise:
      'the chosen local candidate uses TCP, or a relay reached over TCP or TLS; major while delay, jitter or freezes are open too',
    clear: `a UDP path for ${s(l.relayTcp.clearMs)}`,
    source: 'W3C webrtc-stats relayProtocol [S]; Peermetrics [P]',
  },
  'network-change': {
    title: 'The network changed during the call',
    notice: 'A short interruption for {who}, then fine or worse.',
    cause: '{who} moved to another network or path',
    remedy: 'Stay on one network during calls; switch Wi-Fi assist off and leave the VPN as it is.',
    owner: 'user',
    raise: `the chosen pair changes after the first ${s(l.networkChange.settleMs)}, or the browser reports another network; minor when media stopped ≥ ${s(l.networkChange.stoppedMs)}`,
    clear: `${s(l.networkChange.closesMs)} after the last change`,
    source: 'ObserveRTC tuple change, Telnyx pair changed [P]',
  },
} as const satisfies Catalogue
