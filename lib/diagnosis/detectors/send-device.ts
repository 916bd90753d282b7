import type { TrackQuality } from '#lib/quality/track-quality.ts'
import { trackIndex } from '#lib/telemetry/decode-report.ts'
import { deltaAt, newestDelta } from '#lib/telemetry/delta-ring.ts'
import { outboundAudioCells, outboundVideoCells } from '#lib/telemetry/intervals.ts'
import { intervalRms, speechRms } from '#lib/telemetry/window-metrics.ts'
import { limits } from '../limits.ts'
import { evidence, type Observation } from '../observation.ts'
import type { Look } from '../person.ts'
import { flowingMs, isActive, isScreen, isWarm } from './look-at.ts'

/** What the sender's own machine, camera and microphone do. */
export function lookAtCapture(look: Look, out: Observation[]): void {
  let heardMicrophone = false
  for (const [number, track] of look.tracks) {
    if (track.type === 'outbound-video') {
      camera(look, number, track, out)
      if (isActive(track) && isWarm(look.person, number, track)) encoder(look, number, track, out)
    }
    if (track.type !== 'outbound-audio' || heardMicrophone) continue
    heardMicrophone = true // one microphone, however many connections it is sent on
    microphone(look, number, track, out)
  }
}

type Seen = Pick<Observation, 'kind' | 'level' | 'confidence' | 'evidence'> & Partial<Observation>

/** A finding about the sender's own machine, that the others notice: one, on however many connections it is sent. */
function ownDevice(look: Look, seen: Seen): Observation {
  return {
    participantId: look.person.participantId,
    direction: 'send',
    side: 'device',
    affected: look.others,
    ...seen,
  }
}

function encoder(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const { cpuEncode: l } = limits
  const metrics = track.outVideo
  if (metrics === null) return
  const load = ((metrics.encodeMs ?? 0) * (metrics.fps ?? 0)) / 1_000
  const limCpu = metrics.limCpu ?? 0
  const slow = isSlowEncoder(look, number, track)
  if (limCpu < l.clearShare && load < l.load && !slow) return
  const isBad = limCpu >= l.limitedShare || load >= l.load || slow
  out.push(
    ownDevice(look, {
      kind: 'cpu-limited-encode',
      level: isBad ? 'major' : 'between',
      confidence: limCpu >= l.limitedShare ? 'high' : 'medium',
      evidence: [
        evidence('limitedByCpuPct', look.nowMs, look.person.participantId, {
          value: 100 * limCpu,
          limit: 100 * l.limitedShare,
          windowMs: 15_000,
        }),
        evidence('encodeLoadPct', look.nowMs, look.person.participantId, {
          value: 100 * load,
          limit: 100 * l.load,
        }),
        evidence('encodeMs', look.nowMs, look.person.participantId, { value: metrics.encodeMs }),
        evidence('outFps', look.nowMs, look.person.participantId, { value: metrics.fps }),
      ],
    }),
  )
}

/**
 * Frames take so long that fewer leave than the camera usually gives: an encoder that is held back by bandwidth is
 * quick, and a machine without time to spare captures fewer too.
 */
function isSlowEncoder(look: Look, number: number, track: TrackQuality): boolean {
  const { cpuEncode: l } = limits
  const metrics = track.outVideo
  if (metrics === null || metrics.fps === null || isScreen(look.person, number)) return false
  const usual = look.person.history.usualSourceFps.get(number) ?? 0
  const srcFps = Math.max(usual, metrics.srcFps ?? 0)
  return srcFps >= 5 && (metrics.encodeMs ?? 0) >= l.budgetMs / srcFps && metrics.fps < l.sentShare * srcFps
}

function camera(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const { person } = look
  const context = person.context.tracks.get(number)
  const isOff =
    context?.enabled === false ||
    context?.muted === true ||
    context?.paused === true ||
    context?.ended === true
  if (isOff || isScreen(person, number) || track.state === 'muted' || track.state === 'paused') return
  frozenCamera(look, number, track, out)
  if (!isActive(track) || !isWarm(person, number, track)) return
  slowCamera(look, number, track, out)
  blackCamera(look, number, track, out)
}

/** The camera's counter stands still although the track is live: never after a reset, and not on a hidden page. */
function frozenCamera(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const { cameraFrozen: l } = limits
  if (look.person.memory.hiddenAt !== null) return
  const stillMs = capturedNothingFor(look, number, track)
  const fps =
    newestDelta(track.window.own, outboundVideoCells.sourceFrames) / newestDelta(track.window.own, -1)
  const unknown = Number.isNaN(fps)
  if (stillMs < l.holdMs && !(fps < l.clearFps) && !(unknown && look.watching)) return
  // A camera that never delivered is a device that did not start, which its own event tells.
  if (track.firstPacketMs === null) return
  out.push(
    ownDevice(look, {
      kind: 'camera-frozen',
      level: stillMs >= l.holdMs ? 'major' : unknown ? 'unknown' : 'between',
      confidence: 'high',
      sinceMs: look.nowMs - stillMs,
      evidence: [
        evidence('srcFps', look.nowMs, look.person.participantId, {
          value: 0,
          limit: l.clearFps,
          windowMs: stillMs,
        }),
      ],
    }),
  )
}

/** The window forgets what stands still; the counter itself does not. A counter that falls begins anew. */
function capturedNothingFor(look: Look, number: number, track: TrackQuality): number {
  const { captured } = look.person.history
  const frames = track.window.own.previous[outboundVideoCells.sourceFrames] ?? Number.NaN
  if (Number.isNaN(frames)) return 0
  const known = captured.get(number)
  if (known !== undefined && known.frames === frames) return look.nowMs - known.at
  captured.set(number, { frames, at: look.nowMs })
  return 0
}

/** A camera that was quicker before; one that never was is asked for less, or is what it is. */
function slowCamera(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const { sourceFps: l } = limits
  const srcFps = track.outVideo?.srcFps ?? null
  if (srcFps === null) return
  const { usualSourceFps } = look.person.history
  const usual = Math.max(usualSourceFps.get(number) ?? 0, srcFps)
  usualSourceFps.set(number, usual)
  if (srcFps >= l.clear || usual < l.setting) return
  if ((track.outVideo?.limCpu ?? 0) >= limits.cpuEncode.clearShare || srcFps === 0) return
  out.push(
    ownDevice(look, {
      kind: 'low-source-fps',
      level: srcFps < l.minor ? 'minor' : 'between',
      confidence: 'high',
      evidence: [
        evidence('srcFps', look.nowMs, look.person.participantId, {
          value: srcFps,
          limit: l.minor,
          windowMs: 15_000,
        }),
      ],
    }),
  )
}

const usualKbps = 1_000
const goodQp: Readonly<Record<string, number>> = { vp8: 29, vp9: 96, h264: 24, av1: 145 }

/** Many frames with next to nothing in them: only a hint, since a still picture looks much the same. */
function blackCamera(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const { cameraBlack: l } = limits
  const metrics = track.outVideo
  if (metrics === null || metrics.qp === null || (metrics.fps ?? 0) < l.minFps) return
  const codec = (look.person.context.tracks.get(number)?.mimeType ?? '').toLowerCase().replace('video/', '')
  const good = goodQp[codec]
  const pixels = (metrics.width ?? 0) * (metrics.height ?? 0)
  const kbps = (metrics.bitsPerSecond ?? 0) / 1_000
  if (good === undefined || pixels === 0) return
  if (kbps > l.rateShare * usualKbps * (pixels / 921_600) || metrics.qp > l.qpShare * good) return
  out.push(
    ownDevice(look, {
      kind: 'camera-black',
      level: 'minor',
      confidence: 'low',
      evidence: [
        evidence('outVideoKbps', look.nowMs, look.person.participantId, { value: kbps, windowMs: 15_000 }),
        evidence('qp', look.nowMs, look.person.participantId, { value: metrics.qp, limit: l.qpShare * good }),
      ],
    }),
  )
}

function microphone(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const context = look.person.context.tracks.get(number)
  const isOff = context?.enabled === false || context?.muted === true || context?.ended === true
  if (
    isOff ||
    track.state === 'muted' ||
    track.state === 'paused' ||
    look.person.memory.userMutedAt !== null
  ) {
    look.person.history.quietSinceMs = null
    return
  }
  silence(look, number, track, out)
  clipping(look, track, out)
  echo(look, number, track, out)
}

/** Exactly zero means a dead input; only quiet is a hint, and only the session knows whether others speak. */
function silence(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const { silentMic: l } = limits
  const { own } = track.window
  const c = outboundAudioCells
  const rms = intervalRms(own, own.count - 1, c.sourceTotalAudioEnergy, c.sourceTotalSamplesDuration)
  if (own.count === 0 || rms === null) {
    if (look.watching && own.count > 0) out.push(silent(look, 'unknown', 'high', 0))
    return
  }
  const { history } = look.person
  history.quietSinceMs = rms < l.quietRms ? (history.quietSinceMs ?? look.nowMs) : null
  if (rms >= l.clearRms) return
  const quietMs = history.quietSinceMs === null ? 0 : look.nowMs - history.quietSinceMs
  const zeroMs = trailingZeroMs(track)
  const isZero = zeroMs >= l.zeroMs && flowingMs(look.person, number, track) >= l.zeroMs
  // A muted microphone is exactly silent too: without word of muting it is a hint.
  if (isZero) out.push(silent(look, 'major', look.person.tellsMute ? 'high' : 'low', zeroMs))
  else if (quietMs >= l.quietMs && (loudestHeard(look) ?? 0) >= speechRms)
    out.push(silent(look, 'minor', 'low', quietMs))
  else out.push(silent(look, 'between', 'high', zeroMs))
}

function silent(look: Look, level: Observation['level'], confidence: 'high' | 'low', zeroMs: number) {
  return ownDevice(look, {
    kind: 'silent-mic',
    level,
    confidence,
    sinceMs: look.nowMs - zeroMs,
    evidence: [
      evidence('micRms', look.nowMs, look.person.participantId, {
        value: 0,
        limit: limits.silentMic.clearRms,
        windowMs: zeroMs,
      }),
    ],
  })
}

/** Time without any energy in a row, counted only where samples were really captured. */
function trailingZeroMs({ window: { own } }: TrackQuality): number {
  const c = outboundAudioCells
  let seconds = 0
  for (let k = own.count - 1; k >= 0; k--) {
    const energy = deltaAt(own, k, c.sourceTotalAudioEnergy)
    const captured = deltaAt(own, k, c.sourceTotalSamplesDuration)
    if (energy !== 0 || !(captured > 0)) break
    seconds += deltaAt(own, k, -1)
  }
  return seconds * 1_000
}

function clipping(look: Look, track: TrackQuality, out: Observation[]): void {
  const { clipping: l } = limits
  // A third of the window at the limit is more than a quarter of it on the whole.
  if ((track.outAudio?.micRms ?? 0) < l.rms / 4) return
  const { own } = track.window
  let spoken = 0
  let loud = 0
  for (let k = 0; k < own.count; k++) {
    const rms = intervalRms(
      own,
      k,
      outboundAudioCells.sourceTotalAudioEnergy,
      outboundAudioCells.sourceTotalSamplesDuration,
    )
    if (rms === null || rms < speechRms) continue
    spoken++
    if (rms >= l.rms) loud++
  }
  if (spoken < 4 || loud === 0) return
  out.push(
    ownDevice(look, {
      kind: 'mic-clipping',
      level: loud / spoken >= l.rmsShare ? 'minor' : 'between',
      confidence: 'low',
      evidence: [
        evidence('micRms', look.nowMs, look.person.participantId, {
          value: track.outAudio?.micRms ?? null,
          limit: l.rms,
          windowMs: 15_000,
        }),
      ],
    }),
  )
}

/** Echo cancellation that removes nothing while others speak, with a microphone that follows what is heard. */
function echo(look: Look, number: number, track: TrackQuality, out: Observation[]): void {
  const { echo: l } = limits
  const { history } = look.person
  const row = look.report.tracks.find((each) => each.track === number)?.row
  const erleDb = row?.[trackIndex['outbound-audio'].sourceEchoReturnLossEnhancement] ?? null
  const heard = loudestHeard(look)
  if (erleDb === null || heard === null) return
  history.levels.push({ mic: newestMicRms(track) ?? 0, heard, erleDb })
  if (history.levels.length > l.intervals) history.levels.shift()
  // Until the canceller has measured anything it tells one and the same figure.
  const measured = history.levels.some((level) => level.erleDb !== erleDb)
  if (!measured || heard < speechRms || erleDb >= l.clearErleDb || history.levels.length < l.intervals) return
  if (correlation(history.levels) < l.correlation) return
  out.push(
    ownDevice(look, {
      kind: 'echo-suspected',
      level: erleDb < l.erleDb ? 'minor' : 'between',
      confidence: 'low',
      evidence: [
        evidence('erleDb', look.nowMs, look.person.participantId, { value: erleDb, limit: l.erleDb }),
      ],
    }),
  )
}

const newestMicRms = ({ window: { own } }: TrackQuality) =>
  own.count === 0
    ? null
    : intervalRms(
        own,
        own.count - 1,
        outboundAudioCells.sourceTotalAudioEnergy,
        outboundAudioCells.sourceTotalSamplesDuration,
      )

function loudestHeard({ tracks }: Look): number | null {
  let loudest: number | null = null
  for (const [, { inAudio }] of tracks)
    if (inAudio?.rms != null) loudest = Math.max(loudest ?? 0, inAudio.rms)
  return loudest
}

/** Pearson's r of what is heard and what the microphone picks up; 0 where one of them never moves. */
export function correlation(levels: readonly { mic: number; heard: number }[]): number {
  const mean = (pick: (level: { mic: number; heard: number }) => number) =>
    levels.reduce((sum, level) => sum + pick(level), 0) / levels.length
  const mic = mean((level) => level.mic)
  const heard = mean((level) => level.heard)
  let both = 0
  let ofMic = 0
  let ofHeard = 0
  for (const level of levels) {
    both += (level.mic - mic) * (level.heard - heard)
    ofMic += (level.mic - mic) ** 2
    ofHeard += (level.heard - heard) ** 2
  }
  return ofMic > 0 && ofHeard > 0 ? both / Math.sqrt(ofMic * ofHeard) : 0
}
