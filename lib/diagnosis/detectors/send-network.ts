import type { ConnectionQuality } from '#lib/quality/participant-pass.ts'
import type { TrackQuality } from '#lib/quality/track-quality.ts'
import { deltaAt, newestDelta, ratio, sumCell } from '#lib/telemetry/delta-ring.ts'
import { connectionCells, outboundAudioCells, outboundVideoCells } from '#lib/telemetry/intervals.ts'
import type { Severity } from '../contract.ts'
import { limits } from '../limits.ts'
import { evidence, levelOf, limitOf, type Observation } from '../observation.ts'
import type { Look } from '../person.ts'
import { usualRoundTrip } from '../person-history.ts'
import { connectionOf, flowingMs, isActive, isScreen, isWarm, upForMs } from './look-at.ts'

/** What the network does to what is sent: bandwidth, queues, retransmissions. One verdict a person, by the worst track. */
export function lookAtSending(look: Look, out: Observation[]): void {
  queue(look, out)
  if (!look.tracks.some((sent) => isStrained(look, sent))) return
  const sent = activeVideos(look)
  if (sent.length > 0) bandwidth(look, sent, out)
  for (const [number, track] of sent) retransmissions(look, number, track, out)
}

/** Held back, or sending again: a cheap first question, since most are neither. */
function isStrained(look: Look, [number, { type, outVideo, window }]: Sent): boolean {
  if (type !== 'outbound-video' || outVideo === null) return false
  if ((outVideo.limBw ?? 0) >= limits.upBandwidth.clearShare) return true
  const estimate = connectionOf(look.person, number)?.metrics?.availableOutKbps ?? null
  if (estimate !== null && estimate < limits.upBandwidth.videoKbps) return true
  return sumCell(window.own, outboundVideoCells.retransmittedPacketsSent) > 0
}

type Sent = readonly [number: number, track: TrackQuality]

/** The largest layer of what is sent: lower ones are held back by design. */
function activeVideos({ person, tracks }: Look): Sent[] {
  const all = tracks.filter(
    ([number, track]) => track.type === 'outbound-video' && isActive(track) && isWarm(person, number, track),
  )
  const pixels = ([, track]: Sent) => (track.outVideo?.width ?? 0) * (track.outVideo?.height ?? 0)
  const byConnection = Map.groupBy(all, ([number]) => person.context.tracks.get(number)?.connection ?? null)
  return [...byConnection.values()].map((layers) => layers.reduce((a, b) => (pixels(b) > pixels(a) ? b : a)))
}

/** How much of the estimate may be free before "held back by bandwidth" means the app's own limits. */
const amplyFree = 1.5

function bandwidth(look: Look, sent: readonly Sent[], out: Observation[]): void {
  const { upBandwidth: l } = limits
  const { person, nowMs } = look
  if ((upForMs(look) ?? Number.POSITIVE_INFINITY) < limits.bandwidthWarmUpMs && !isKnownNarrow(look, sent))
    return
  let worst: {
    level: Severity | 'between'
    number: number
    limPct: number | null
    estimate: number | null
  } | null = null
  for (const [number, track] of sent) {
    if (flowingMs(person, number, track) < limits.bandwidthWarmUpMs && !isKnownNarrow(look, sent)) continue
    const seen = bandwidthOf(look, number, track)
    if (seen === null) continue
    if (worst === null || rankOf(seen.level) > rankOf(worst.level)) worst = { number, ...seen }
  }
  if (worst === null) return
  out.push({
    kind: 'uplink-bandwidth-limited',
    participantId: person.participantId,
    level: worst.level,
    direction: 'send',
    side: look.others.length > 1 ? 'network-up' : 'network-path',
    confidence: 'high',
    affected: look.others,
    evidence: [
      evidence('limitedByBandwidthPct', nowMs, person.participantId, {
        value: worst.limPct,
        limit: 100 * l.limitedShare,
        windowMs: 15_000,
      }),
      evidence('availableOutKbps', nowMs, person.participantId, {
        value: worst.estimate,
        limit: l.videoKbps,
      }),
    ],
  })
}

/** An estimate that stays this low is narrow from the start: waiting half a minute tells nothing new. */
function isKnownNarrow(look: Look, sent: readonly Sent[]): boolean {
  return sent.some(([number, track]) => {
    const estimate = connectionOf(look.person, number)?.metrics?.availableOutKbps ?? null
    const longEnough = flowingMs(look.person, number, track) >= 2 * limits.warmUpMs - 5_000
    return estimate !== null && estimate < limits.upBandwidth.videoKbps && longEnough
  })
}

const ranks = { between: 0, info: 1, minor: 2, major: 3, critical: 4 } as const
const rankOf = (level: Severity | 'between') => ranks[level]

function bandwidthOf(look: Look, number: number, track: TrackQuality) {
  const { upBandwidth: l } = limits
  const estimate = connectionOf(look.person, number)?.metrics?.availableOutKbps ?? null
  const limBw = track.outVideo?.limBw ?? null
  const sentKbps = sentOn(look, number)
  const isFree = estimate !== null && sentKbps > 0 && estimate >= amplyFree * Math.max(sentKbps, l.videoKbps)
  const held = limBw !== null && limBw >= l.limitedShare && !isFree
  // A low estimate is a limit only where it is used up: with little to send, browsers do not try for more.
  const isUsed =
    limBw === null ? sentKbps >= limits.bufferbloat.usedShare * (estimate ?? 0) : limBw >= l.clearShare
  const narrow = estimate !== null && estimate < l.videoKbps && isUsed && !isScreen(look.person, number)
  const limPct = limBw === null ? null : 100 * limBw
  if (estimate !== null && estimate < l.majorKbps && (held || narrow))
    return { level: 'major' as const, limPct, estimate }
  if (held || narrow) return { level: 'minor' as const, limPct, estimate }
  const between = (limBw ?? 0) >= l.clearShare && !isFree
  return between ? { level: 'between' as const, limPct, estimate } : null
}

/** Everything sent on the connection of a track. */
function sentOn({ person, tracks }: Look, number: number): number {
  const connection = person.context.tracks.get(number)?.connection ?? null
  let kbps = 0
  for (const [other, track] of tracks) {
    if ((person.context.tracks.get(other)?.connection ?? null) !== connection) continue
    kbps += (track.outVideo?.bitsPerSecond ?? 0) / 1_000 + (track.outAudio?.kbps ?? 0)
  }
  return kbps
}

/** A queue fills while sending: packets wait, or the round trip grows with the load. */
function queue(look: Look, out: Observation[]): void {
  const { bufferbloat: l } = limits
  const { person, nowMs } = look
  if ((upForMs(look) ?? Number.POSITIVE_INFINITY) < limits.warmUpMs) return
  const waiting = longestWait(look)
  const grown = grownRoundTrip(look)
  const isWaiting = waiting >= l.sendDelayMs
  const isGrown = grown !== null && grown.above >= l.rttAboveMs && grown.busy && grown.swings
  const isHigh = isGrown && grown.above >= l.majorAboveMs
  const isBetween = waiting >= l.sendDelayMs / 2 || (grown?.above ?? 0) >= l.rttAboveMs / 2
  if (!isBetween) return
  out.push({
    kind: 'bufferbloat',
    participantId: person.participantId,
    level: isWaiting || isGrown ? (isHigh || waiting >= 3 * l.sendDelayMs ? 'major' : 'minor') : 'between',
    direction: 'send',
    side: 'network-up',
    confidence: 'medium',
    affected: [person.participantId, ...look.others],
    evidence: [
      evidence('sendDelayMs', nowMs, person.participantId, {
        value: waiting,
        limit: l.sendDelayMs,
        windowMs: 15_000,
      }),
      evidence('roundTripMs', nowMs, person.participantId, { value: grown?.rttMs ?? null }),
      evidence('usualRoundTripMs', nowMs, person.participantId, { value: grown?.usualMs ?? null }),
    ].filter(({ value }) => value !== null),
  })
}

function longestWait({ person, tracks }: Look): number {
  let waiting = 0
  for (const [number, track] of tracks) {
    if (!isActive(track) || !isWarm(person, number, track)) continue
    if (track.type === 'outbound-video') waiting = Math.max(waiting, waitOf(track, outboundVideoCells))
    else if (track.type === 'outbound-audio') waiting = Math.max(waiting, waitOf(track, outboundAudioCells))
  }
  return waiting
}

const waitOf = (
  { window: { own } }: TrackQuality,
  cells: { totalPacketSendDelay: number; packetsSent: number },
) => ratio(own, cells.totalPacketSendDelay, cells.packetsSent, 1_000) ?? 0

function grownRoundTrip(look: Look) {
  const connection: ConnectionQuality | undefined = look.person.quality.connections.values().next().value
  const rttMs = connection?.rttMs ?? null
  if (rttMs === null || rttMs < limits.bufferbloat.rttAboveMs / 2) return null
  const usualMs = usualRoundTrip(look.person.history)
  if (usualMs === null) return null
  const estimate = connection?.metrics?.availableOutKbps ?? null
  let sent = 0
  for (const [, track] of look.tracks)
    sent += (track.outVideo?.bitsPerSecond ?? 0) / 1_000 + (track.outAudio?.kbps ?? 0)
  const busy = estimate !== null && sent >= limits.bufferbloat.usedShare * estimate
  return {
    usualMs,
    rttMs,
    above: rttMs - usualMs,
    busy,
    swings: swingOf(connection) >= swingShare * (rttMs - usualMs),
  }
}

/** A queue breathes with the load; a way that is long stays as long as it is. */
const swingShare = 0.25

/** Between the shortest and the longest round trip of the newest intervals. */
function swingOf(connection: ConnectionQuality | undefined): number {
  const own = connection?.window.own
  if (own === undefined) return 0
  const values: number[] = []
  for (let k = own.count - 1; k >= 0 && values.length < 3; k--) {
    const value =
      deltaAt(own, k, connectionCells.totalRoundTripTime) / deltaAt(own, k, connectionCells.responsesReceived)
    if (Number.isFinite(value)) values.push(1_000 * value)
  }
  return values.length < 2 ? 0 : Math.max(...values) - Math.min(...values)
}

/** Padding is sent as retransmission too: without a request for it, it is probing. */
function retransmissions(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const { retransmission: l } = limits
  const { own } = track.window
  const c = outboundVideoCells
  const packets = sumCell(own, c.packetsSent)
  const again = sumCell(own, c.retransmittedPacketsSent)
  const asked = sumCell(own, c.nackCount)
  if (!(packets >= l.minPackets && asked > 0 && again > 0)) return
  const pct = (100 * again) / packets
  const level = levelOf(pct, { minor: l.minor, major: l.major, clear: l.clear })
  if (level === null) return
  out.push({
    kind: 'retransmission-storm',
    participantId: look.person.participantId,
    track: number,
    level,
    direction: 'send',
    side: 'network-path',
    confidence: Number.isNaN(newestDelta(own, c.nackCount)) ? 'medium' : 'high',
    affected: look.others,
    evidence: [
      evidence('retransmittedPct', look.nowMs, look.person.participantId, {
        value: pct,
        limit: limitOf(level, l),
        windowMs: 15_000,
      }),
    ],
  })
}
