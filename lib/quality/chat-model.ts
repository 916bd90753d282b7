import { bestMos, type Deduction, mainReason, type Reason, type ScoredBand, sortDeductions } from './model.ts'

/**
 * How good a chat is: what its messages' delay, their failures and a broken line cost, on the scale of the calls.
 * No standard scores a chat. The limits of delay are published ones, what they cost is this project's own [H].
 */
export const chatModel = {
  /** what one score looks back on */
  windowMs: 60_000,
  /** the window moves in steps of this */
  stepMs: 5_000,
  /**
   * Delay until the far side has confirmed a message, and what it costs. 1 s keeps the flow of thought, 10 s keep the
   * attention (Nielsen 1993); 2 s is preferred and 4 s acceptable for interactive data (ITU-T G.1010, web and
   * transactions), about 10 s the limit of its "timely" class. Between the points by the logarithm of the delay.
   */
  delayCosts: [
    [1_000, 0],
    [2_000, 0.4],
    [4_000, 0.9],
    [10_000, 1.9],
    [30_000, 3.5],
  ],
  /** [H] G.1010 wants no loss at all of data: one in twenty is poor, one in ten bad */
  failedScale: 0.15,
  /** [H] so many answered messages are imagined beside the real ones, so that one of two is not half of all */
  failedPrior: 5,
  /** [H] a fifth of the minute without a line costs two thirds of what can be lost */
  downScale: 0.2,
  /** a line that is down for so long leaves no usable chat: 1.0, as for a call without its connection */
  downMs: 5_000,
  /** [H] a message nobody answered for so long has failed */
  unansweredMs: 30_000,
  /** a younger message may still be on its way: it says nothing yet */
  overdueMs: 2_000,
  /** messages whose answer is awaited; of more than that the oldest are forgotten */
  maxPending: 200,
  /** how long an id is at most; it is the page's own and may be anything */
  maxIdLength: 64,
} as const

const worstCost = bestMos - 1

/** What a score stands on. Null = cannot know. */
export type ChatMeasures = {
  delayP50Ms: number | null
  delayP95Ms: number | null
  /** messages that were answered: confirmed, refused or given up */
  answered: number
  failed: number
  /** share of the window in which the line was down */
  downRatio: number
  /** how long the line has been down by now; null = it is not, or nobody said */
  downForMs: number | null
}

export type ChatScore = { score: number; reason: Reason | null; deductions: Deduction[] }

/** The score, or null where nothing was answered and the line was not down: silence is never good. */
export function scoreChat(measures: ChatMeasures): ChatScore | null {
  const { answered, downRatio, downForMs } = measures
  if (answered === 0 && measures.delayP95Ms === null && downRatio === 0) return null
  if (downForMs !== null && downForMs >= chatModel.downMs) return noLine
  const deductions = sortDeductions([
    { reason: 'message delay', mos: delayCost(measures) },
    { reason: 'messages failed', mos: failedCost(measures) },
    { reason: 'chat disconnected', mos: saturating(downRatio / chatModel.downScale) },
  ])
  const lost = deductions.reduce((sum, { mos }) => sum + mos, 0)
  return { score: Math.max(1, bestMos - lost), reason: mainReason(deductions), deductions }
}

const noLine: ChatScore = {
  score: 1,
  reason: 'chat disconnected',
  deductions: [{ reason: 'chat disconnected', mos: worstCost }],
}

const saturating = (x: number) => worstCost * (1 - Math.exp(-Math.max(0, x)))

/** Half for the usual message, half for the slow ones: one straggler is no slow chat. */
function delayCost({ delayP50Ms, delayP95Ms }: ChatMeasures): number {
  return (costOfDelay(delayP50Ms) + costOfDelay(delayP95Ms)) / 2
}

/** What waiting so long for every message would cost. */
export function costOfDelay(ms: number | null): number {
  if (ms === null) return 0
  let [fromMs, fromCost]: readonly [number, number] = chatModel.delayCosts[0]
  if (ms <= fromMs) return 0
  for (const [toMs, toCost] of chatModel.delayCosts) {
    if (ms <= toMs) return fromCost + (toCost - fromCost) * (Math.log(ms / fromMs) / Math.log(toMs / fromMs))
    fromMs = toMs
    fromCost = toCost
  }
  return fromCost
}

function failedCost({ answered, failed }: ChatMeasures): number {
  return saturating(failed / (answered + chatModel.failedPrior) / chatModel.failedScale)
}

/** A bad chat beside sound and picture makes the participant count as this in the call; see decision 021. */
export const chatBesideMedia: ScoredBand = 'poor'
