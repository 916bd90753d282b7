import { type CodecFactors, codecFactors, isRed, scales } from './audio-codecs.ts'
import { type EModel, eModel, mosOf, residual } from './e-model.ts'
import { type AudioScale, type Deduction, mainReason, type Reason, sortDeductions } from './model.ts'

const assumedJitterBufferMs = 50
const playoutCapMs = 200
const defaultPtimeMs = 20
const defaultSampleRate = 48_000

/** A received audio track's window. Null = the browser does not know. */
export type InboundAudioInput = {
  mimeType: string | null
  /** highest bitrate with speech of the last minute, RED and stereo already halved */
  kbps: number | null
  inbandFec: boolean
  concealPct: number | null
  /** mean length of an audible gap in packets */
  burstLen: number | null
  netLossPct: number | null
  discardPct: number | null
  jitterBufferMs: number | null
  ptimeMs: number | null
  playoutMs: number | null
  /** round trip of the receiver to its server or peer */
  rttSelfMs: number | null
  /** the sender's round trip to the server; 0 between peers; null when unknown */
  rttPeerMs: number | null
}

/** A sent audio track's window, as the far end's reports describe it. */
export type OutboundAudioInput = {
  mimeType: string | null
  kbps: number | null
  inbandFec: boolean
  upLossPct: number | null
  ptimeMs: number | null
  rttMs: number | null
}

/** What was not measured but taken for granted. */
export type AudioFlag = 'assumed' | 'bitrateAssumed' | 'delayPartial' | 'jbAssumed'

export type AudioScore = {
  score: number
  scale: AudioScale
  reason: Reason | null
  /** largest first */
  deductions: Deduction[]
  details: EModel & { lossPct: number; delayMs: number; bpl: number }
  flags: AudioFlag[]
}

/** How good a received voice is. Null when neither concealment nor loss is known. */
export function scoreInboundAudio(input: InboundAudioInput): AudioScore | null {
  const lossPct = audibleLossPct(input)
  if (lossPct === null) return null
  const codec = codecFactors(input.mimeType, input.kbps)
  const delayMs =
    (input.rttSelfMs ?? 0) / 2 +
    (input.rttPeerMs ?? 0) / 2 +
    (input.jitterBufferMs ?? assumedJitterBufferMs) +
    (input.ptimeMs ?? defaultPtimeMs) +
    codec.lookaheadMs +
    Math.min(input.playoutMs ?? 0, playoutCapMs)
  const score = scoreAudio(codec, lossPct, burstRatio(input, lossPct), delayMs)
  if (input.rttSelfMs === null || input.rttPeerMs === null) score.flags.push('delayPartial')
  if (input.jitterBufferMs === null) score.flags.push('jbAssumed')
  return score
}

/** How good a sent voice arrives at the server or peer. Null when the far end does not report. */
export function scoreOutboundAudio(input: OutboundAudioInput): AudioScore | null {
  if (input.upLossPct === null) return null
  const codec = codecFactors(input.mimeType, input.kbps)
  const lossPct = residual(input.upLossPct, { fec: input.inbandFec, red: isRed(input.mimeType) })
  const delayMs = (input.rttMs ?? 0) / 2 + (input.ptimeMs ?? defaultPtimeMs) + codec.lookaheadMs
  const score = scoreAudio(codec, lossPct, 1, delayMs)
  if (input.rttMs === null) score.flags.push('delayPartial')
  return score
}

/** Concealment knows what was really heard; without it the network's loss less what protection repairs. */
function audibleLossPct(input: InboundAudioInput): number | null {
  if (input.concealPct !== null) return input.concealPct
  if (input.netLossPct === null) return null
  const lost = input.netLossPct + (input.discardPct ?? 0)
  return residual(lost, { fec: input.inbandFec, red: isRed(input.mimeType) })
}

function burstRatio({ concealPct, burstLen }: InboundAudioInput, lossPct: number): number {
  if (concealPct === null || burstLen === null) return 1
  return Math.min(8, Math.max(1, burstLen * (1 - lossPct / 100)))
}

/** The score of one codec under loss, bursts and delay, with what each of them costs. */
export function scoreAudio(codec: CodecFactors, lossPct: number, burst: number, delayMs: number): AudioScore {
  const model = eModel(codec, lossPct, burst, delayMs)
  const deductions = deductionsOf(model, codec.scale)
  const flags: AudioFlag[] = []
  if (codec.assumed) flags.push('assumed')
  if (codec.bitrateAssumed) flags.push('bitrateAssumed')
  return {
    score: model.mos,
    scale: codec.scale,
    reason: mainReason(deductions),
    deductions,
    details: { ...model, lossPct, delayMs, bpl: codec.bpl },
    flags,
  }
}

/** A term's price is what the score would gain without it. */
function deductionsOf({ r, id, ie, ieEff, mos }: EModel, scale: AudioScale): Deduction[] {
  const { k } = scales[scale]
  const price = (term: number) => mosOf((r + term) / k) - mos
  return sortDeductions([
    { reason: 'packet loss', mos: price(ieEff - ie) },
    { reason: 'delay', mos: price(id) },
    { reason: 'codec bitrate', mos: price(ie) },
  ])
}

const ptimes = [10, 20, 40, 60, 120] as const

/** The packet time nearest to what the packet rate says. */
export function nearestPtime(packets: number, seconds: number): number {
  if (packets <= 0 || seconds <= 0) return defaultPtimeMs
  const ptime = (1000 * seconds) / packets
  let nearest = 10
  for (const candidate of ptimes)
    if (Math.abs(candidate - ptime) < Math.abs(nearest - ptime)) nearest = candidate
  return nearest
}

/** Mean length of audible gaps, in packets. */
export function burstLength(
  audibleConcealedSamples: number,
  concealmentEvents: number,
  ptimeMs: number,
  sampleRate: number | null,
): number | null {
  if (concealmentEvents <= 0) return null
  const samplesPerPacket = (ptimeMs * (sampleRate ?? defaultSampleRate)) / 1000
  return samplesPerPacket > 0 ? audibleConcealedSamples / (samplesPerPacket * concealmentEvents) : null
}
