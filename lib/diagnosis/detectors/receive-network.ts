import type { TrackQuality } from '#lib/quality/track-quality.ts'
import { deltaAt } from '#lib/telemetry/delta-ring.ts'
import { inboundAudioCells } from '#lib/telemetry/intervals.ts'
import { inboundAudioCauses } from '#lib/telemetry/window-causes.ts'
import { speechRms } from '#lib/telemetry/window-metrics.ts'
import type { Severity } from '../contract.ts'
import { limits } from '../limits.ts'
import { evidence, type Observation } from '../observation.ts'
import type { Look } from '../person.ts'
import { isActive, isWarm, upForMs } from './look-at.ts'

/** What the network does to received sound: bursts of loss, jitter, and what the loudspeaker lacks. */
export function lookAtReceivedSound(look: Look, out: Observation[]): void {
  const { person } = look
  for (const [number, track] of look.tracks) {
    if (track.type !== 'inbound-audio' || !isActive(track) || !isWarm(person, number, track)) continue
    bursts(look, number, track, out)
    jitter(look, number, track, out)
  }
  loudspeaker(look, out)
}

const samplesPerPacketS = 0.02

function bursts(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const metrics = track.inAudio
  const { burst } = limits
  if (metrics === null || metrics.concealPct === null || metrics.concealPct < burst.clearPct) return
  const events = metrics.concealmentEvents ?? 0
  const packet = samplesPerPacketS * (metrics.sampleRate ?? 48_000)
  const burstPackets = events > 0 ? (metrics.audibleConcealed ?? 0) / (packet * events) : 0
  // Bursts are of the network: without a lost or late packet the decoder ran dry for another reason.
  const isNetwork = (metrics.netLossPct ?? 0) > 0 || (metrics.discardPct ?? 0) > 0
  const isBursty = burstPackets >= burst.burstPackets && events >= burst.minEvents && isNetwork
  const level: Severity = metrics.concealPct >= burst.majorPct ? 'major' : 'minor'
  out.push({
    kind: 'bursty-loss',
    participantId: look.person.participantId,
    aboutId: look.senderOf(number)?.person.participantId ?? null,
    track: number,
    level: isBursty ? level : 'between',
    direction: 'receive',
    side: 'network-path',
    confidence: 'medium',
    affected: [look.person.participantId],
    evidence: [
      evidence('concealPct', look.nowMs, look.person.participantId, {
        value: metrics.concealPct,
        limit: burst.concealPct,
        windowMs: metrics.seconds * 1_000,
      }),
      evidence('burstPackets', look.nowMs, look.person.participantId, {
        value: burstPackets,
        limit: burst.burstPackets,
      }),
    ],
  })
}

/** Silence and video pacing inflate jitter: only intervals with speech count. */
function jitter(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const { jitter: limit } = limits
  // Three of five samples at the limit raise the mean of the window to a third of it at the least.
  if ((track.inAudio?.jitterMs ?? 0) < limit.minor / 3) return
  const seen = jitterOf(track)
  if (seen === null || seen.worst < limit.clear) return
  const { person, nowMs } = look
  const jbMs = track.inAudio?.jbMs ?? null
  const stretchPct = inboundAudioCauses(track.window).stretchPct ?? 0
  const isMajor =
    seen.median >= limit.major ||
    (seen.over >= limit.need && ((jbMs ?? 0) >= limit.jbMajor || stretchPct >= limit.stretchMajor))
  const level = seen.over >= limit.need ? (isMajor ? 'major' : 'minor') : 'between'
  out.push({
    kind: 'high-jitter',
    participantId: person.participantId,
    aboutId: look.senderOf(number)?.person.participantId ?? null,
    track: number,
    level,
    direction: 'receive',
    side: look.others.length > 1 ? 'network-down' : 'network-path',
    confidence: (jbMs ?? 0) >= limit.jbMajor / 2 || stretchPct >= limit.clearStretch ? 'high' : 'medium',
    affected: [person.participantId],
    evidence: [
      evidence('jitterMs', nowMs, person.participantId, {
        value: seen.median,
        limit: limit.minor,
        windowMs: seen.windowMs,
      }),
      evidence('jitterBufferMs', nowMs, person.participantId, { value: jbMs, limit: limit.jbMajor }),
    ],
  })
}

function jitterOf(track: TrackQuality) {
  const { own } = track.window
  const c = inboundAudioCells
  const values: number[] = []
  let seconds = 0
  for (let k = own.count - 1; k >= 0 && values.length < limits.jitter.of; k--) {
    const rms = Math.sqrt(deltaAt(own, k, c.totalAudioEnergy) / deltaAt(own, k, c.totalSamplesDuration))
    const value = deltaAt(own, k, c.jitter)
    if (Number.isNaN(value) || rms < speechRms) continue
    values.push(1_000 * value)
    seconds += deltaAt(own, k, -1)
  }
  if (values.length < limits.jitter.need) return null
  const sorted = values.toSorted((a, b) => a - b)
  return {
    worst: sorted.at(-1) ?? 0,
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
    over: values.filter((value) => value >= limits.jitter.minor).length,
    windowMs: seconds * 1_000,
  }
}

/** The sound output runs dry although the network delivers. */
function loudspeaker(look: Look, out: Observation[]): void {
  const { playout } = limits
  const { person, nowMs } = look
  for (const [number, { metrics }] of person.quality.connections) {
    const synthPct = metrics?.synthPct ?? null
    if (
      synthPct === null ||
      synthPct < playout.clearPct ||
      (upForMs(look) ?? limits.warmUpMs) < limits.warmUpMs
    )
      continue
    const concealed = look.tracks.some(([, track]) => (track.inAudio?.concealPct ?? 0) >= playout.concealPct)
    const heard = look.tracks.some(([, track]) => track.inAudio !== null && isActive(track))
    if (!heard || (look.person.memory.hiddenAt ?? null) !== null) continue
    const level = synthPct >= playout.majorPct ? 'major' : 'minor'
    out.push({
      kind: 'audio-playout-glitches',
      participantId: person.participantId,
      connection: number,
      level: synthPct >= playout.minorPct && !concealed ? level : 'between',
      direction: 'receive',
      side: 'device',
      confidence: 'medium',
      affected: [person.participantId],
      evidence: [
        evidence('playoutSynthPct', nowMs, person.participantId, {
          value: synthPct,
          limit: playout.minorPct,
        }),
      ],
    })
    return
  }
}

/** How far a received picture's bitrate may fall below its own usual before the way looks too narrow. */
const shrunkShare = 0.4
const leastUsualKbps = 300
/** A sender that was pressed down comes back slowly. */
const strainLastsMs = 60_000

/**
 * Where the sender does not report, a picture that shrinks together with loss or jitter hints at a way that is too
 * narrow; the sender itself would know.
 */
export function lookAtShrinking(look: Look, out: Observation[]): void {
  const { person, nowMs } = look
  for (const [number, track] of look.tracks) {
    const kbps = (track.inVideo?.bitsPerSecond ?? 0) / 1_000
    if (track.type !== 'inbound-video' || !isActive(track)) continue
    if (!isWarm(person, number, track)) continue
    const usual = person.history.usualIn.get(number) ?? { kbps: 0, strainedAt: Number.NEGATIVE_INFINITY }
    person.history.usualIn.set(number, usual)
    usual.kbps = Math.max(usual.kbps, kbps)
    const { netLossPct, jitterMs } = track.inVideo ?? { netLossPct: null, jitterMs: null }
    if ((netLossPct ?? 0) >= 1 || (jitterMs ?? 0) >= limits.jitter.minor) usual.strainedAt = nowMs
    const shrunk = usual.kbps >= leastUsualKbps && kbps <= shrunkShare * usual.kbps
    if (!shrunk || nowMs - usual.strainedAt > strainLastsMs || look.senderOf(number) !== null) continue
    out.push({
      kind: 'downlink-bandwidth-limited',
      participantId: person.participantId,
      track: number,
      level: 'minor',
      direction: 'receive',
      side: 'network-path',
      confidence: 'low',
      affected: [person.participantId],
      evidence: [
        evidence('inVideoKbps', nowMs, person.participantId, {
          value: kbps,
          limit: shrunkShare * usual.kbps,
          windowMs: 15_000,
        }),
        evidence('downLossPct', nowMs, person.participantId, { value: netLossPct }),
      ],
    })
  }
}
