import type { Confidence } from '../contract.ts'
import { limits } from '../limits.ts'

/** Loss of one sender's media as everybody measures it. Per cent; null = not known. */
export type LossFacts = {
  peerToPeer: boolean
  uplinkPct: number | null
  receivers: readonly { onSender: number; others: readonly number[] }[]
}
export type LossVerdict = {
  verdict: 'sender-uplink' | 'receiver-downlink' | 'path' | 'server' | 'unknown' | 'none'
  confidence: Confidence
  /** retransmission or error correction mends it before anybody notices */
  repaired: boolean
}

/** Whose side the loss is on: the table of quality model 5.2, first row that holds. */
export function lossVerdict({ peerToPeer, uplinkPct, receivers }: LossFacts): LossVerdict {
  const { affectedPct: limit, mostShare, fewShare } = limits.lossDirection
  const affected = receivers.filter(({ onSender }) => onSender >= limit)
  const share = receivers.length === 0 ? 0 : affected.length / receivers.length
  const verdict = (name: LossVerdict['verdict'], confidence: Confidence, repaired = false): LossVerdict => ({
    verdict: name,
    confidence,
    repaired,
  })
  if (peerToPeer) return verdict(affected.length > 0 || (uplinkPct ?? 0) >= limit ? 'path' : 'none', 'low')
  if (uplinkPct !== null && uplinkPct >= limit) {
    if (receivers.length === 0) return verdict('sender-uplink', 'medium')
    if (share >= mostShare) return verdict('sender-uplink', receivers.length >= 2 ? 'high' : 'medium')
    if (share < fewShare) return verdict('sender-uplink', 'medium', true)
    return verdict('sender-uplink', 'low')
  }
  if (affected.length === 0) return verdict('none', 'high')
  if (affected.every(({ others }) => losesElsewhere(others, limit, mostShare)))
    return verdict('receiver-downlink', 'high')
  if (uplinkPct !== null && receivers.length >= 2)
    return share >= mostShare ? verdict('server', 'medium') : verdict('receiver-downlink', 'medium')
  // A sender whose upload is known to be fine, and one receiver: what is lost is lost on the way to that one.
  if (uplinkPct !== null) return verdict('receiver-downlink', 'medium')
  return verdict('unknown', 'low')
}

const losesElsewhere = (others: readonly number[], limit: number, mostShare: number) =>
  others.length > 0 && others.filter((pct) => pct >= limit).length / others.length >= mostShare
