/** Stored with every score, so that history stays comparable when a constant changes. */
export const modelVersion = 'qm-1.0'

/** Worst last. `unknown` is no verdict: nothing was scored. */
export const bands = ['good', 'fair', 'poor', 'bad', 'unknown'] as const
export type Band = (typeof bands)[number]
/** A band that a number can have. */
export type ScoredBand = Exclude<Band, 'unknown'>

export type AudioScale = 'NB' | 'WB' | 'FB'
export type Scale = AudioScale | 'video'

/** The words shown next to a score. */
export type Reason =
  | 'packet loss'
  | 'delay'
  | 'codec bitrate'
  | 'blurry'
  | 'small picture'
  | 'low frame rate'
  | 'freezes'
  | 'corrupted picture'
  | 'no media'
  | 'disconnected'
  | ChatReason

/** What a chat can lose by. */
export const chatReasons = ['message delay', 'messages failed', 'chat disconnected'] as const
export type ChatReason = (typeof chatReasons)[number]

/** What one cause costs, in MOS points. */
export type Deduction = { reason: Reason; mos: number }

/** Below this a term is too small to be named as the reason. */
export const reasonFloorMos = 0.15

export const bandLimits = { good: 4.0, fair: 3.6, poor: 3.1 } as const
export const hysteresis = {
  worsenAfter: 2,
  recoverAfter: 3,
  recoverMargin: 0.1,
  immediateBelow: 2.0,
} as const

export const windows = {
  /** sampling interval when the server has not asked for another */
  intervalMs: 2_000,
  windowMs: 15_000,
  minuteMs: 60_000,
  /** a score needs this much in the window: packets expected, or seconds of sound, or decoded frames */
  minPackets: 100,
  minAudioS: 3,
  minFrames: 10,
  startingMs: 5_000,
  stalledMs: 5_000,
  /** intervals without a sample until nothing is known any more */
  silentIntervals: 3,
  /** how long an idle track keeps its last score, and a participant without a score its last band */
  holdMs: 30_000,
} as const

/** How much of a minute in a band counts as a minute of pain: as in an app's degraded share (quality model 4.5). */
export const painWeight: Readonly<Record<Band, number>> = { good: 0, fair: 0, poor: 0.5, bad: 1, unknown: 0 }

/** The highest score, the ceiling of the E-model; the lowest is 1. */
export const bestMos = 4.5

export function bandOf(score: number): ScoredBand {
  if (score >= bandLimits.good) return 'good'
  if (score >= bandLimits.fair) return 'fair'
  return score >= bandLimits.poor ? 'poor' : 'bad'
}

const negligibleMos = 0.0005

/** Largest first, and only what costs anything. Sorted by hand: there are at most a handful, for every track and report. */
export function sortDeductions(deductions: readonly Deduction[]): Deduction[] {
  const sorted: Deduction[] = []
  for (const deduction of deductions) {
    if (!(deduction.mos > negligibleMos)) continue
    let i = sorted.length
    sorted.push(deduction)
    for (; i > 0 && (sorted[i - 1]?.mos ?? 0) < deduction.mos; i--) sorted[i] = sorted[i - 1] ?? deduction
    sorted[i] = deduction
  }
  return sorted
}

/** The largest deduction's word, when it is worth naming. */
export function mainReason(deductions: readonly Deduction[]): Reason | null {
  const largest = deductions[0]
  return largest !== undefined && largest.mos > reasonFloorMos ? largest.reason : null
}
