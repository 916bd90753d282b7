import { bandOf, hysteresis, type ScoredBand } from './model.ts'

/** A band that does not flicker: fast down, slow up. `band` is null until the first score. */
export type BandState = {
  readonly band: ScoredBand | null
  /** consecutive scores in a worse band */
  readonly worse: number
  /** consecutive scores in a better band, the margin taken off */
  readonly better: number
}

const settled: Readonly<Record<ScoredBand, BandState>> = {
  good: { band: 'good', worse: 0, better: 0 },
  fair: { band: 'fair', worse: 0, better: 0 },
  poor: { band: 'poor', worse: 0, better: 0 },
  bad: { band: 'bad', worse: 0, better: 0 },
}

export const noBand: BandState = { band: null, worse: 0, better: 0 }
const rank: Readonly<Record<ScoredBand, number>> = { good: 0, fair: 1, poor: 2, bad: 3 }

/** Whether `a` is a worse band than `b`. */
export const isWorse = (a: ScoredBand, b: ScoredBand): boolean => rank[a] > rank[b]

/** One more score. An unknown score holds the band and counts for nothing. */
export function stepBand(state: BandState, score: number | null): BandState {
  if (score === null) return state
  const raw = bandOf(score)
  const { band } = state
  if (band === null || (score < hysteresis.immediateBelow && isWorse(raw, band))) return settled[raw]
  if (isWorse(raw, band)) return worsened(state, band, raw)
  const cautious = bandOf(score - hysteresis.recoverMargin)
  return isWorse(band, cautious) ? recovered(state, band, cautious) : settled[band]
}

/**
 * The same for the first scores of a track or participant: their windows are short and judge harshly, so a better one
 * counts at once instead of keeping a fine call in the band of its first two seconds.
 */
export function stepYoungBand(state: BandState, score: number | null): BandState {
  if (score === null || state.band === null || !isWorse(state.band, bandOf(score)))
    return stepBand(state, score)
  return settled[bandOf(score)]
}

/** How many scores are the first. */
export const youngScores = 3

function worsened(state: BandState, band: ScoredBand, raw: ScoredBand): BandState {
  const worse = state.worse + 1
  return worse >= hysteresis.worsenAfter ? settled[raw] : { band, worse, better: 0 }
}

function recovered(state: BandState, band: ScoredBand, cautious: ScoredBand): BandState {
  const better = state.better + 1
  return better >= hysteresis.recoverAfter ? settled[cautious] : { band, worse: 0, better }
}
