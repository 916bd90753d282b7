import type { TrackQuality } from '#lib/quality/track-quality.ts'
import { trackIndex } from '#lib/telemetry/decode-report.ts'
import { ratio, sumCell } from '#lib/telemetry/delta-ring.ts'
import { inboundVideoCells, outboundVideoCells } from '#lib/telemetry/intervals.ts'
import { outboundVideoCauses } from '#lib/telemetry/window-causes.ts'
import { limits } from '../limits.ts'
import { evidence, levelOf, limitOf, type Observation } from '../observation.ts'
import type { Look } from '../person.ts'
import { isActive, isShown, isWarm } from './look-at.ts'

/** What the receiver's machine cannot keep up with, key frames that are asked for too often, lips apart from voice. */
export function lookAtDecoding(look: Look, out: Observation[]): void {
  decoding(look, out)
  for (const [number, track] of look.tracks)
    if (track.type === 'outbound-video' && isActive(track) && isWarm(look.person, number, track))
      keyFrames(look, number, track, out)
  desync(look, out)
}

function shownPictures({ person, tracks }: Look): TrackQuality[] {
  const shown: TrackQuality[] = []
  for (const [number, track] of tracks)
    if (
      track.type === 'inbound-video' &&
      isActive(track) &&
      isShown(person, number) &&
      isWarm(person, number, track)
    )
      shown.push(track)
  return shown
}

function decoding(look: Look, out: Observation[]): void {
  const { cpuDecode: l } = limits
  const pictures = shownPictures(look)
  if (pictures.length === 0) return
  let busy = 0
  let dropping = 0
  let loss = 0
  let worstDropPct = 0
  for (const track of pictures) {
    const { own } = track.window
    const c = inboundVideoCells
    busy += (ratio(own, c.totalDecodeTime, c.framesDecoded, 1_000) ?? 0) * (track.inVideo?.fps ?? 0)
    const dropPct = ratio(own, c.framesDropped, c.framesReceived, 100) ?? 0
    if (dropPct >= l.dropPct) dropping++
    worstDropPct = Math.max(worstDropPct, dropPct)
    loss = Math.max(loss, track.inVideo?.netLossPct ?? 0)
  }
  const drops = dropping >= Math.max(l.minStreams, l.streamShare * pictures.length)
  const isBad = (busy >= l.busyMsPerSecond || drops) && loss < l.maxLossPct
  if (!isBad && busy < l.clearMsPerSecond && worstDropPct < l.clearDropPct) return
  if (!isBad && busy < l.clearMsPerSecond && !look.watching) return
  out.push({
    kind: 'cpu-limited-decode',
    participantId: look.person.participantId,
    level: isBad ? 'major' : 'between',
    direction: 'receive',
    side: 'device',
    confidence: 'medium',
    affected: [look.person.participantId],
    evidence: [
      evidence('decodeMsPerSecond', look.nowMs, look.person.participantId, {
        value: busy,
        limit: l.busyMsPerSecond,
        windowMs: 15_000,
      }),
      evidence('droppedFramesPct', look.nowMs, look.person.participantId, {
        value: worstDropPct,
        limit: l.dropPct,
      }),
    ],
  })
}

/** One request for everybody who joined is fair; a storm of them blurs the picture for all. */
function keyFrames(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const { keyframes: l } = limits
  const { own } = track.window
  if (!(sumCell(own, outboundVideoCells.pliCount) + (sumCell(own, outboundVideoCells.firCount) || 0) > 0))
    return
  const { pliPerMin, firPerMin } = outboundVideoCauses(track.window)
  const joinsPerMin = 4 * look.others.length
  const perMin =
    (pliPerMin ?? 0) + (firPerMin ?? 0) - (look.nowMs - look.person.joinedAt < 60_000 ? joinsPerMin : 0)
  const level = levelOf(perMin, l)
  if (level === null) return
  out.push({
    kind: 'keyframe-request-storm',
    participantId: look.person.participantId,
    track: number,
    level,
    direction: 'send',
    side: 'application',
    confidence: 'high',
    affected: look.others,
    evidence: [
      evidence('keyFrameRequestsPerMin', look.nowMs, look.person.participantId, {
        value: perMin,
        limit: limitOf(level, l),
        windowMs: 15_000,
      }),
    ],
  })
}

type Playout = {
  about: string
  audioMs: number | null
  videoMs: number | null
  audioBufferMs: number | null
  videoBufferMs: number | null
  video: number
}

/** Where sound and picture of one person stand on the sender's own clock. */
function playoutsOf(look: Look): Playout[] {
  const found = new Map<string, Playout>()
  for (const row of look.report.tracks) {
    if (row.type !== 'inbound-audio' && row.type !== 'inbound-video') continue
    const track = look.person.quality.tracks.get(row.track)
    const about = look.senderOf(row.track)?.person.participantId
    if (
      about === undefined ||
      track === undefined ||
      !isActive(track) ||
      !isWarm(look.person, row.track, track)
    )
      continue
    const known = found.get(about) ?? {
      about,
      audioMs: null,
      videoMs: null,
      audioBufferMs: null,
      videoBufferMs: null,
      video: 0,
    }
    found.set(about, known)
    const playedMs = row.row[trackIndex[row.type].estimatedPlayoutTimestamp] ?? null
    if (row.type === 'inbound-audio') {
      known.audioMs = playedMs
      known.audioBufferMs = track.inAudio?.jbMs ?? null
    } else if (look.person.context.tracks.get(row.track)?.source !== 'screen') {
      known.videoMs = playedMs
      known.videoBufferMs = track.inVideo?.jbMs ?? null
      known.video = row.track
    }
  }
  return [...found.values()]
}

/**
 * Firefox tells when sound and picture are played. Chromium tells it too, but its figure wanders by 200 ms in calls that
 * are fine, so there only the length of the two buffers is compared, as a hint.
 */
function desync(look: Look, out: Observation[]): void {
  const { desync: l } = limits
  const precise = look.person.client.browser === 'Firefox'
  if (!precise && !buffersDiffer(look)) return
  for (const playout of playoutsOf(look)) {
    const early = precise ? earlyByClock(playout) : earlyByBuffers(playout)
    if (early === null || (early <= l.clearEarlyMs && early >= l.clearLateMs)) continue
    const [earlyMs, lateMs] = precise ? [l.earlyMs, l.lateMs] : [l.bufferMs, -l.bufferMs]
    const isBad = early > earlyMs || early < lateMs
    const isMajor = precise && (early > 2 * earlyMs || early < 2 * lateMs)
    out.push({
      kind: 'av-desync',
      participantId: look.person.participantId,
      aboutId: playout.about,
      track: playout.video,
      level: isBad ? (isMajor ? 'major' : 'minor') : 'between',
      direction: 'receive',
      side: 'application',
      confidence: precise ? 'high' : 'low',
      affected: [look.person.participantId],
      evidence: [
        evidence('desyncMs', look.nowMs, look.person.participantId, {
          value: early,
          limit: early > 0 ? earlyMs : lateMs,
        }),
      ],
    })
  }
}

/** Whether any received sound and any picture wait so differently that it is worth to see whose they are. */
function buffersDiffer({ tracks }: Look): boolean {
  let least = Number.POSITIVE_INFINITY
  let most = 0
  for (const [, track] of tracks) {
    const bufferMs = track.inAudio?.jbMs ?? track.inVideo?.jbMs ?? null
    if (bufferMs === null) continue
    least = Math.min(least, bufferMs)
    most = Math.max(most, bufferMs)
  }
  return most - least > limits.desync.bufferMs
}

const mostDesyncMs = 10_000

/** A picture that stands still, or a clock that was set, is another problem. */
function earlyByClock({ audioMs, videoMs }: Playout): number | null {
  if (audioMs === null || videoMs === null) return null
  const early = audioMs - videoMs
  return Math.abs(early) > mostDesyncMs ? null : early
}

const earlyByBuffers = ({ audioBufferMs, videoBufferMs }: Playout): number | null =>
  audioBufferMs === null || videoBufferMs === null ? null : videoBufferMs - audioBufferMs
