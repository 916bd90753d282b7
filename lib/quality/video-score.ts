import { bestMos, type Deduction, mainReason, type Reason, sortDeductions } from './model.ts'

/** A camera at 720p and 30 frames/s needs this much; smaller and slower pictures less. */
const reference = { bitsPerSecond: 1_700_000, pixels: 921_600, pixelExponent: 0.8, fpsExponent: 0.6, fps: 30 }
const curve = { exponent: 1.75, half: 0.18, span: 3.5 }
const quantiser = { top: 4.3, span: 1.8, weight: 0.75 }
const smallPicture = { camera: 0.4, screen: 0.8 }
const slowPicture = { factor: 0.9, tolerance: 0.8, screenFps: 5, screenEnoughFps: 2 }
const freezing = { most: 3.5, ratio: 0.2 }
const corruptionFactor = 2

/** How much more a codec makes of a bit than VP8, and the quantisers its encoder itself calls good and bad. */
type VideoCodec = { efficiency: number; qp: readonly [good: number, bad: number] | null }
const codecs: Readonly<Record<string, VideoCodec>> = {
  'video/vp8': { efficiency: 1, qp: [29, 95] },
  'video/h264': { efficiency: 0.9, qp: [24, 37] },
  'video/vp9': { efficiency: 1.25, qp: [96, 185] },
  'video/av1': { efficiency: 1.5, qp: [145, 205] },
  'video/h265': { efficiency: 1.25, qp: [24, 37] },
}
const otherCodec: VideoCodec = { efficiency: 1, qp: null }

/** A video track's window. Null = unknown; an unknown expectation costs nothing. */
export type VideoInput = {
  mimeType: string | null
  screen: boolean
  /** payload only */
  bitsPerSecond: number | null
  pixels: number | null
  fps: number | null
  /** mean quantiser of a frame */
  qp: number | null
  freezeRatio: number | null
  corruption: number | null
  /** what the tile could show, or the camera delivers */
  expectedPixels: number | null
  srcFps: number | null
}

/** Every intermediate term; null where it does not apply. */
export type VideoDetails = {
  rho: number | null
  qc: number | null
  dRes: number
  dFps: number
  dFrz: number
  dCor: number
}

export type VideoScore = {
  score: number
  scale: 'video'
  reason: Reason | null
  /** largest first */
  deductions: Deduction[]
  details: VideoDetails
  flags: 'qpUnknown'[]
}

/** How good a picture is, camera or screen. Null when size or frame rate, or for a camera the bitrate, is unknown. */
export function scoreVideo(input: VideoInput): VideoScore | null {
  const { fps, pixels } = input
  if (fps === null) return null
  if (fps <= 0) return noPicture()
  if (pixels === null || pixels <= 0) return null
  const codec = codecs[input.mimeType?.toLowerCase() ?? ''] ?? otherCodec
  const qQp = quantiserScore(input.qp, codec)
  const rho = input.screen ? null : bitrateShare(input, pixels, fps, codec)
  const qc = input.screen ? (qQp ?? quantiser.top) : codingScore(rho, qQp)
  if (qc === null) return null
  return total(
    {
      rho,
      qc,
      dRes: sizeLoss(input, pixels),
      dFps: input.screen ? screenRateLoss(input.srcFps, fps) : cameraRateLoss(input.srcFps, fps),
      dFrz: freezeLoss(input),
      dCor: corruptionFactor * (input.corruption ?? 0),
    },
    input.qp === null,
  )
}

/** No frame at all although one is expected. */
export function noPicture(): VideoScore {
  const details = { rho: null, qc: null, dRes: 0, dFps: 0, dFrz: 0, dCor: 0 }
  const deductions: Deduction[] = [{ reason: 'freezes', mos: bestMos - 1 }]
  return { score: 1, scale: 'video', reason: 'freezes', deductions, details, flags: [] }
}

function total(details: VideoDetails & { qc: number }, qpUnknown: boolean): VideoScore {
  const { qc, dRes, dFps, dFrz, dCor } = details
  const deductions = sortDeductions([
    { reason: 'blurry', mos: Math.max(0, quantiser.top - qc) },
    { reason: 'small picture', mos: dRes },
    { reason: 'low frame rate', mos: dFps },
    { reason: 'freezes', mos: dFrz },
    { reason: 'corrupted picture', mos: dCor },
  ])
  const score = clamp(qc - dRes - dFps - dFrz - dCor, 1, bestMos)
  return {
    score,
    scale: 'video',
    reason: mainReason(deductions),
    deductions,
    details,
    flags: qpUnknown ? ['qpUnknown'] : [],
  }
}

/** The bitrate as a share of what this picture needs. */
function bitrateShare(
  { bitsPerSecond }: VideoInput,
  pixels: number,
  fps: number,
  { efficiency }: VideoCodec,
): number | null {
  if (bitsPerSecond === null) return null
  const size = (pixels / reference.pixels) ** reference.pixelExponent
  const rate = (clamp(fps, 1, reference.fps) / reference.fps) ** reference.fpsExponent
  return Math.max(0, bitsPerSecond) / ((reference.bitsPerSecond * size * rate) / efficiency)
}

function codingScore(rho: number | null, qQp: number | null): number | null {
  if (rho === null) return null
  const power = rho ** curve.exponent
  const qB = 1 + (curve.span * power) / (power + curve.half ** curve.exponent)
  return qQp === null ? qB : quantiser.weight * qQp + (1 - quantiser.weight) * qB
}

function quantiserScore(qp: number | null, codec: VideoCodec): number | null {
  if (qp === null || codec.qp === null) return null
  const [good, bad] = codec.qp
  return clamp(quantiser.top - (quantiser.span * (qp - good)) / (bad - good), 1, bestMos)
}

function sizeLoss({ expectedPixels, screen }: VideoInput, pixels: number): number {
  const factor = screen ? smallPicture.screen : smallPicture.camera
  return factor * Math.log2(Math.max(1, (expectedPixels ?? pixels) / pixels))
}

function cameraRateLoss(srcFps: number | null, fps: number): number {
  return rateLoss(Math.min(reference.fps, srcFps ?? reference.fps), fps)
}

function screenRateLoss(srcFps: number | null, fps: number): number {
  if (srcFps === null && fps >= slowPicture.screenEnoughFps) return 0
  return rateLoss(Math.min(slowPicture.screenFps, srcFps ?? slowPicture.screenFps), fps)
}

function rateLoss(expectedFps: number, fps: number): number {
  if (expectedFps <= 0) return 0
  return Math.max(0, slowPicture.factor * Math.log((slowPicture.tolerance * expectedFps) / fps))
}

/** On a slowly changing screen a still picture is no freeze. */
function freezeLoss({ screen, srcFps, freezeRatio }: VideoInput): number {
  if (screen && (srcFps ?? 0) < slowPicture.screenFps) return 0
  return freezing.most * (1 - Math.exp(-(freezeRatio ?? 0) / freezing.ratio))
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))
