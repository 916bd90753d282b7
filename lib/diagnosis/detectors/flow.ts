import type { TrackQuality } from '#lib/quality/track-quality.ts'
import { limits } from '../limits.ts'
import { evidence, type Observation } from '../observation.ts'
import type { Person } from '../person.ts'
import type { Call, Stream } from './call.ts'

/** Media that is sent and does not arrive: who misses whom, and whether a server is in between. */
export function lookAtFlow(call: Call, out: Observation[]): void {
  const silent = call.streams.filter((stream) => silentMs(stream) >= limits.noInbound.majorMs)
  for (const stream of silent) missing(call, stream, out)
  if (call.people.length === 1) goneSilent(call, out)
  for (const sender of call.people) {
    const mine = silent.filter((stream) => stream.sender === sender)
    if (mine.length === 0) continue
    oneWay(call, sender, mine, out)
    notForwarded(call, sender, mine, out)
  }
}

/** Since the last packet of a stream whose sender goes on sending, as of the receiver's newest report. */
function silentMs({ receiver, track }: Stream): number {
  if (track.state !== 'stalled' || receiver.state !== 'present' || receiver.lastReportAt === null) return 0
  return receiver.lastReportAt - track.lastPacketAtMs
}

const isAudio = (track: TrackQuality) => track.type === 'inbound-audio'

function missing(call: Call, stream: Stream, out: Observation[]): void {
  const { receiver, sender, number, track } = stream
  const ms = silentMs(stream)
  out.push({
    kind: isAudio(track) ? 'no-inbound-audio' : 'no-inbound-video',
    participantId: receiver.participantId,
    aboutId: sender?.participantId ?? null,
    track: number,
    level: ms >= limits.noInbound.criticalMs ? 'critical' : 'major',
    direction: 'receive',
    side: sideOf(call, stream),
    confidence: sender === null ? 'medium' : 'high',
    affected: [receiver.participantId],
    sinceMs: call.nowMs - ms,
    evidence: [
      evidence('withoutPacketsMs', call.nowMs, receiver.participantId, {
        value: ms,
        limit: limits.noInbound.majorMs,
      }),
      ...sentMeanwhile(call, stream),
    ],
  })
}

function sentMeanwhile(call: Call, { sender, sent }: Stream) {
  if (sender === null) return []
  const kbps = sent.reduce(
    (sum, { outAudio, outVideo }) => sum + (outAudio?.kbps ?? 0) + (outVideo?.bitsPerSecond ?? 0) / 1_000,
    0,
  )
  return [evidence('senderSends', call.nowMs, sender.participantId, { value: kbps })]
}

/** A far end that reports having got it is a server, not the receiver. */
function serverHasIt({ sent }: Stream): boolean {
  return sent.some(({ outAudio, outVideo }) => {
    const loss = outAudio?.upLossPct ?? outVideo?.upLossPct ?? null
    return (
      loss !== null &&
      loss < limits.forwarding.maxLossPct &&
      (outAudio?.reportedPackets ?? outVideo?.reportedPackets ?? 0) > 0
    )
  })
}

const sideOf = (call: Call, stream: Stream): Observation['side'] => {
  if (serverHasIt(stream)) return 'server'
  return call.people.length === 2 ? 'network-path' : 'unknown'
}

const flows = (call: Call, receiver: Person, sender: Person) =>
  call.streams.some(
    (stream) =>
      stream.receiver === receiver &&
      stream.sender === sender &&
      isAudio(stream.track) &&
      (stream.track.state === 'active' || stream.track.state === 'idle'),
  )

/** Somebody hears the others and is not heard by those. */
function oneWay(call: Call, sender: Person, silent: readonly Stream[], out: Observation[]): void {
  const deaf = silent.filter(
    (stream) =>
      isAudio(stream.track) &&
      silentMs(stream) >= limits.oneWay.holdMs &&
      flows(call, sender, stream.receiver),
  )
  const [first] = deaf
  if (first === undefined) return
  const longest = Math.max(...deaf.map(silentMs))
  out.push({
    kind: 'one-way-audio',
    participantId: sender.participantId,
    aboutId: call.people.length === 2 ? first.receiver.participantId : null,
    level: call.people.length === 2 ? 'critical' : 'major',
    direction: 'send',
    side: sideOf(call, first),
    confidence: 'high',
    affected: deaf.map(({ receiver }) => receiver.participantId),
    sinceMs: call.nowMs - longest,
    evidence: [
      evidence('withoutPacketsMs', call.nowMs, first.receiver.participantId, {
        value: longest,
        limit: limits.oneWay.holdMs,
      }),
      ...sentMeanwhile(call, first),
    ],
  })
}

/** The server has it, the receiver's other streams flow, and this one does not come. */
function notForwarded(call: Call, sender: Person, silent: readonly Stream[], out: Observation[]): void {
  const stuck = silent.filter((stream) => serverHasIt(stream) && othersFlow(call, stream))
  const [first] = stuck
  if (first === undefined) return
  const receivers = new Set(stuck.map(({ receiver }) => receiver.participantId))
  const all = new Set(
    call.streams.filter((stream) => stream.sender === sender).map(({ receiver }) => receiver.participantId),
  )
  out.push({
    kind: 'server-not-forwarding',
    participantId: sender.participantId,
    level: receivers.size >= limits.forwarding.criticalShare * all.size ? 'critical' : 'major',
    direction: 'send',
    side: 'server',
    confidence: 'medium',
    affected: [...receivers],
    sinceMs: call.nowMs - silentMs(first),
    evidence: [
      evidence('withoutPacketsMs', call.nowMs, first.receiver.participantId, {
        value: silentMs(first),
        limit: limits.forwarding.holdMs,
      }),
      ...sentMeanwhile(call, first),
      evidence('affectedReceivers', call.nowMs, null, { value: receivers.size, text: `of ${all.size}` }),
    ],
  })
}

const othersFlow = (call: Call, { receiver, sender }: Stream) =>
  call.streams.some(
    (stream) => stream.receiver === receiver && stream.sender !== sender && stream.track.state === 'active',
  )

/** Where only one end reports nobody says that more should come: that all streams stop at once is a hint. */
function goneSilent(call: Call, out: Observation[]): void {
  const heard = call.streams.filter(({ sender, track }) => sender === null && track.firstPacketMs !== null)
  const [first] = heard.filter(({ track }) => isAudio(track))
  if (first === undefined || first.receiver.lastReportAt === null || first.receiver.state !== 'present')
    return
  const { receiver } = first
  const ages = heard.map(({ track }) => (receiver.lastReportAt ?? 0) - track.lastPacketAtMs)
  const ms = Math.min(...ages)
  const isUp = [...receiver.memory.connections.values()].some(
    ({ state, closedAt }) => state === 'connected' && closedAt === null,
  )
  const wasHeard = first.track.window.own.newestMs - first.track.firstSeenMs - ms >= limits.oneWay.holdMs
  const isOff = heard.some(
    ({ track }) => track.state === 'muted' || track.state === 'paused' || track.state === 'ended',
  )
  if (ms < limits.oneWay.holdMs || !isUp || !wasHeard || isOff) return
  out.push({
    kind: 'no-inbound-audio',
    participantId: receiver.participantId,
    track: first.number,
    level: 'major',
    direction: 'receive',
    side: 'unknown',
    confidence: 'low',
    affected: [receiver.participantId],
    sinceMs: call.nowMs - ms,
    evidence: [
      evidence('withoutPacketsMs', call.nowMs, receiver.participantId, {
        value: ms,
        limit: limits.oneWay.holdMs,
      }),
    ],
  })
}
