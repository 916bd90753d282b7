import type { TrackQuality } from '#lib/quality/track-quality.ts'
import { newestDelta } from '#lib/telemetry/delta-ring.ts'
import { inboundVideoCells } from '#lib/telemetry/intervals.ts'
import type { Direction, Severity, Side } from '../contract.ts'
import { limits } from '../limits.ts'
import { evidence, levelOf, limitOf, type Observation } from '../observation.ts'
import type { Look, Sent } from '../person.ts'
import type { FreezeHistory } from '../person-history.ts'
import { codecOf, isActive, isScreen, isShown, isWarm, trailingMs } from './look-at.ts'

/** What a received picture looks like to the one who watches it. Hidden, paused and muted pictures say nothing. */
export function lookAtPictures(look: Look, out: Observation[]): void {
  for (const [number, track] of look.tracks) {
    if (track.type !== 'inbound-video') continue
    const freezes = noteFreezes(look, number, track)
    if (!isShown(look.person, number)) continue
    undecoded(look, number, track, out)
    if (!isActive(track) || !isWarm(look.person, number, track)) continue
    if (isScreen(look.person, number)) sharedScreen(look, number, track, out)
    else {
      frozen(look, number, track, freezes, out)
      jerky(look, number, track, out)
      small(look, number, track, out)
      blocky(look, number, track, out)
    }
  }
}

type Seen = Pick<Observation, 'kind' | 'level' | 'confidence' | 'evidence'> & Partial<Observation>

function seenBy(look: Look, track: number, seen: Seen): Observation {
  return {
    participantId: look.person.participantId,
    aboutId: look.senderOf(track)?.person.participantId ?? null,
    track,
    direction: 'receive' satisfies Direction,
    side: 'unknown' satisfies Side,
    affected: [look.person.participantId],
    ...seen,
  }
}

/** Keeps the freezes of the last half minute; after a reset the counters begin anew. */
function noteFreezes(look: Look, number: number, track: TrackQuality): FreezeHistory | null {
  const { freezes } = look.person.history
  const c = inboundVideoCells
  const count = track.window.own.previous[c.freezeCount] ?? Number.NaN
  const seconds = track.window.own.previous[c.totalFreezesDuration] ?? Number.NaN
  if (Number.isNaN(count) || Number.isNaN(seconds)) return freezes.get(number) ?? null
  const known = freezes.get(number)
  if (known === undefined || count < known.count || seconds < known.seconds) {
    const made = { count, seconds, recent: [] }
    freezes.set(number, made)
    return made
  }
  const counts = isShown(look.person, number) && isActive(track) && isWarm(look.person, number, track)
  if (count > known.count && counts)
    known.recent.push({ at: look.nowMs, count: count - known.count, seconds: seconds - known.seconds })
  known.count = count
  known.seconds = seconds
  while (known.recent[0] !== undefined && look.nowMs - known.recent[0].at > limits.freezes.overMs)
    known.recent.shift()
  return known
}

function frozen(
  look: Look,
  number: number,
  track: TrackQuality,
  known: FreezeHistory | null,
  out: Observation[],
): void {
  const { freezes: l } = limits
  if (known === null || known.recent.length === 0) return
  const count = known.recent.reduce((sum, each) => sum + each.count, 0)
  const seconds = known.recent.reduce((sum, each) => sum + each.seconds, 0)
  const ratio = (1_000 * seconds) / l.overMs
  const level = levelOf(ratio, l)
  if (level === null) return
  const enough = count >= l.count || ratio >= l.major
  out.push(
    seenBy(look, number, {
      kind: 'video-freezes',
      level: enough ? level : 'between',
      confidence: 'high',
      side: (track.inVideo?.netLossPct ?? 0) >= limits.loss.clear ? 'network-path' : 'unknown',
      evidence: [
        evidence('freezePct', look.nowMs, look.person.participantId, {
          value: 100 * ratio,
          limit: 100 * limitOf(level, l),
          windowMs: l.overMs,
        }),
        evidence('freezeCount', look.nowMs, look.person.participantId, {
          value: count,
          limit: l.count,
          windowMs: l.overMs,
        }),
      ],
    }),
  )
}

/** The best rate that the sender captures and sends, as far as it is known. */
function sentRate(sender: Sent | null): { srcFps: number | null; sentFps: number | null } {
  let srcFps: number | null = null
  let sentFps: number | null = null
  for (const { outVideo } of sender?.tracks ?? []) {
    if (outVideo?.srcFps != null) srcFps = Math.max(srcFps ?? 0, outVideo.srcFps)
    if (outVideo?.fps != null) sentFps = Math.max(sentFps ?? 0, outVideo.fps)
  }
  return { srcFps, sentFps }
}

function jerky(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const { frameRate: l } = limits
  const fps = track.inVideo?.fps ?? null
  if (fps === null || fps >= l.clear) return
  const sender = look.senderOf(number)
  const { srcFps, sentFps } = sentRate(sender)
  if (srcFps !== null && srcFps < l.sourceFps) return
  const level: Severity | 'between' = fps < l.major ? 'major' : fps < l.minor ? 'minor' : 'between'
  const ofSender = sentFps !== null && sentFps < l.clear
  out.push(
    seenBy(look, number, {
      kind: 'low-frame-rate',
      level,
      confidence: 'high',
      side: ofSender ? 'device' : 'unknown',
      evidence: [
        evidence('inFps', look.nowMs, look.person.participantId, {
          value: fps,
          limit: l.minor,
          windowMs: 15_000,
        }),
        ...(sentFps === null || !sender
          ? []
          : [evidence('outFps', look.nowMs, sender.person.participantId, { value: sentFps })]),
      ],
    }),
  )
}

/** Only where the app tells how large the picture is shown. */
function small(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const tile = look.person.context.tracks.get(number)?.tilePixels ?? null
  const pixels = (track.inVideo?.width ?? 0) * (track.inVideo?.height ?? 0)
  if (tile === null || pixels === 0) return
  const level = levelOf(tile / pixels, limits.resolution)
  if (level === null) return
  const larger = look
    .senderOf(number)
    ?.tracks.some(({ outVideo }) => (outVideo?.width ?? 0) * (outVideo?.height ?? 0) >= 2 * pixels)
  out.push(
    seenBy(look, number, {
      kind: 'low-resolution',
      level,
      confidence: 'high',
      side: larger ? 'network-down' : 'unknown',
      evidence: [
        evidence('receivedPixelPct', look.nowMs, look.person.participantId, {
          value: (100 * pixels) / tile,
          limit: 100 / limitOf(level, limits.resolution),
        }),
      ],
    }),
  )
  if (larger) congested(look, number, track, pixels / tile, out)
}

/** The sender sends more than arrives and the link shows why: the receiver's download is the limit. */
function congested(look: Look, number: number, track: TrackQuality, share: number, out: Observation[]): void {
  const { downBandwidth: l } = limits
  const told = look.person.memory.pausedForBandwidthAt !== null
  const lossy = (track.inVideo?.netLossPct ?? 0) >= l.lossPct
  if (share > l.clearShare || !(told || lossy)) return
  out.push(
    seenBy(look, number, {
      kind: 'downlink-bandwidth-limited',
      level: share <= l.pixelShare ? 'minor' : 'between',
      side: 'network-down',
      confidence: told ? 'high' : 'medium',
      evidence: [
        evidence('receivedPixelPct', look.nowMs, look.person.participantId, {
          value: 100 * share,
          limit: 100 * l.pixelShare,
          windowMs: l.holdMs,
        }),
      ],
    }),
  )
}

/** The quantiser at which libwebrtc itself calls a picture bad, by codec (0–127, 0–255, 0–51, 0–255). */
const badQp: Readonly<Record<string, number>> = { vp8: 95, vp9: 185, h264: 37, h265: 37, av1: 205 }
const goodQp: Readonly<Record<string, number>> = { vp8: 29, vp9: 96, h264: 24, h265: 24, av1: 145 }

function blocky(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const { blocky: l } = limits
  const qp = track.inVideo?.qp ?? null
  const bad = badQp[codecOf(look.person, number)]
  if (qp === null || bad === undefined || qp < l.clearShare * bad || (track.inVideo?.fps ?? 0) < l.minFps)
    return
  out.push(
    seenBy(look, number, {
      kind: 'blocky-video',
      level: qp >= bad ? 'minor' : 'between',
      confidence: 'medium',
      evidence: [
        evidence('qp', look.nowMs, look.person.participantId, { value: qp, limit: bad, windowMs: 15_000 }),
      ],
    }),
  )
}

/** Packets come and no picture: the decoder stalls, or there is no decoder for this codec. */
function undecoded(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const { decoderStall: l } = limits
  const c = inboundVideoCells
  const { own } = track.window
  if (own.count === 0 || isScreen(look.person, number) || track.firstPacketMs === null) return
  const packets = newestDelta(own, c.packetsReceived)
  const stallMs = trailingMs(track, c.framesDecoded, 0)
  if (!(packets > minPacketsWithPicture) || stallMs < l.majorMs) return
  if (track.state === 'muted' || track.state === 'paused' || track.state === 'ended') return
  const never = (own.previous[c.framesDecoded] ?? 0) === 0
  out.push(
    seenBy(look, number, {
      kind: never ? 'codec-mismatch' : 'decoder-stall',
      level: never || stallMs >= l.criticalMs ? 'critical' : 'major',
      confidence: never ? 'medium' : 'high',
      side: (track.inVideo?.netLossPct ?? 0) >= limits.loss.minor ? 'network-path' : 'application',
      sinceMs: look.nowMs - stallMs,
      evidence: [
        evidence('withoutFramesMs', look.nowMs, look.person.participantId, {
          value: stallMs,
          limit: l.majorMs,
        }),
        ...(never
          ? [evidence('codec', look.nowMs, look.person.participantId, { text: codecOf(look.person, number) })]
          : []),
      ],
    }),
  )
}

/** A paused sender keeps a few padding packets; a picture has more. */
const minPacketsWithPicture = 10

function sharedScreen(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const { screenShare: l } = limits
  const metrics = track.inVideo
  if (metrics === null) return
  const codec = codecOf(look.person, number)
  const tile = look.person.context.tracks.get(number)?.tilePixels ?? null
  const pixels = (metrics.width ?? 0) * (metrics.height ?? 0)
  const resolutionMos = tile === null || pixels === 0 ? 0 : 0.8 * Math.log2(Math.max(1, tile / pixels))
  const [good, bad] = [goodQp[codec], badQp[codec]]
  const qpMos =
    metrics.qp === null || good === undefined || bad === undefined
      ? null
      : 4.3 - (1.8 * (metrics.qp - good)) / (bad - good)
  const few = metrics.fps !== null && metrics.fps < l.fps
  const slow = few && (sentRate(look.senderOf(number)).srcFps ?? 0) >= l.sourceFps
  if (resolutionMos < l.resolutionMos && !(qpMos !== null && qpMos <= l.qpMos) && !slow) return
  out.push(
    seenBy(look, number, {
      kind: 'screen-share-degraded',
      level: 'major',
      confidence: 'medium',
      evidence: [
        ...(resolutionMos >= l.resolutionMos && tile !== null
          ? [
              evidence('receivedPixelPct', look.nowMs, look.person.participantId, {
                value: (100 * pixels) / tile,
                limit: 50,
              }),
            ]
          : []),
        ...(qpMos !== null && qpMos <= l.qpMos
          ? [evidence('qp', look.nowMs, look.person.participantId, { value: metrics.qp })]
          : []),
        ...(slow
          ? [evidence('inFps', look.nowMs, look.person.participantId, { value: metrics.fps, limit: l.fps })]
          : []),
      ],
    }),
  )
}
