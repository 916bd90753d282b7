import { type CodecFactors, scales } from './audio-codecs.ts'
import { bestMos } from './model.ts'

const burstMax = 8
/** From 2 % loss on the model is not validated for longer bursts. */
const burstMaxAtLoss = 2
const muchLossPct = 2
const noticedDelayMs = 100
const delayFactor = 25

/** Every intermediate term, named as in ITU-T G.107. */
export type EModel = {
  burstR: number
  /** impairment by delay */
  id: number
  /** the codec's own impairment */
  ie: number
  /** the codec's together with loss */
  ieEff: number
  r: number
  /** on the 0–100 scale of telephony */
  rx: number
  mos: number
}

/** The E-model for one codec: audible loss in per cent, burst ratio, one-way delay in ms. */
export function eModel(codec: CodecFactors, lossPct: number, burstRatio: number, delayMs: number): EModel {
  const { rMax, c, k } = scales[codec.scale]
  const ppl = Math.min(100, Math.max(0, lossPct))
  const burstR = clampBurst(burstRatio, ppl)
  const id = k * delayImpairment(delayMs)
  const ieEff = codec.ie + ((c - codec.ie) * ppl) / (ppl / burstR + codec.bpl)
  const r = rMax - id - ieEff
  return { burstR, id, ie: codec.ie, ieEff, r, rx: r / k, mos: mosOf(r / k) }
}

function clampBurst(ratio: number, ppl: number): number {
  return Math.max(1, Math.min(ratio, ppl >= muchLossPct ? burstMaxAtLoss : burstMax))
}

/** `Idd`: what one-way delay costs on the telephone scale. */
export function delayImpairment(delayMs: number): number {
  if (delayMs <= noticedDelayMs) return 0
  const x = Math.log2(delayMs / noticedDelayMs)
  return delayFactor * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2)
}

/** MOS of a rating on the telephone scale. The cubic dips below 1 near 3, hence the floor. */
export function mosOf(rx: number): number {
  if (rx <= 0) return 1
  if (rx >= 100) return bestMos
  return Math.max(1, 1 + 0.035 * rx + rx * (rx - 60) * (100 - rx) * 7e-6)
}

const fecFactor = 1 / 1.5
const redFactor = 0.5

/** What forward error correction and redundancy leave of a network loss. Never for concealment: it is audible already. */
export function residual(lossPct: number, protection: { fec: boolean; red: boolean }): number {
  return lossPct * (protection.fec ? fecFactor : 1) * (protection.red ? redFactor : 1)
}
