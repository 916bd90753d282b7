import type { Band, ScoredBand } from './model.ts'

const meanWeight = 0.7
const minWeight = 0.3
/** From this share of participants on, a band colours the whole call. */
const share = 0.3

export type ScoredParticipant = { score: number | null; band: Band }

/**
 * A call from its participants: the score sorts, the band colours. In a large call one bad participant makes it poor,
 * not bad. Who has no score or no band is left out; null when nobody has one.
 */
export function sessionScore(participants: readonly ScoredParticipant[]): {
  score: number | null
  band: ScoredBand | null
} {
  return { score: scoreOf(participants), band: bandOfSession(participants) }
}

function scoreOf(participants: readonly ScoredParticipant[]): number | null {
  let sum = 0
  let count = 0
  let least = Number.POSITIVE_INFINITY
  for (const { score } of participants) {
    if (score === null) continue
    sum += score
    count++
    least = Math.min(least, score)
  }
  return count === 0 ? null : meanWeight * (sum / count) + minWeight * least
}

function bandOfSession(participants: readonly ScoredParticipant[]): ScoredBand | null {
  const count = { good: 0, fair: 0, poor: 0, bad: 0, unknown: 0 }
  for (const { band } of participants) count[band]++
  const n = count.good + count.fair + count.poor + count.bad
  if (n === 0) return null
  const poorOrWorse = count.poor + count.bad
  const fairOrWorse = poorOrWorse + count.fair
  if ((n <= 2 && count.bad >= 1) || (count.bad >= 2 && count.bad >= share * n)) return 'bad'
  if (count.bad >= 1 || poorOrWorse >= share * n) return 'poor'
  return poorOrWorse >= 1 || fairOrWorse >= share * n ? 'fair' : 'good'
}
