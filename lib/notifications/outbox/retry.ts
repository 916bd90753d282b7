import type { Failure } from './classify.ts'

/** After which time it is tried again; the last one repeats. Full jitter: a crowd that failed together comes back apart. */
export const retryStepsMs = [5_000, 15_000, 60_000, 5 * 60_000, 15 * 60_000] as const
export const giveUpAfterMs = 24 * 60 * 60_000
export const failOverAfter = 3

export type NextStep =
  | { do: 'retry'; at: Date; pauseChannel: boolean }
  | { do: 'move'; breakChannel: boolean }
  | { do: 'give-up'; breakChannel: boolean }

export type AfterFailure = {
  failure: Failure
  /** how often it was tried, this time included */
  attempts: number
  createdAt: Date
  /** whether there is another way */
  hasFallback: boolean
  now: Date
  /** 0 … 1 */
  random: number
}

export function nextStep({ failure, attempts, createdAt, hasFallback, now, random }: AfterFailure): NextStep {
  const breakChannel = failure.class === 'permanent'
  if (breakChannel || failure.class === 'rejected')
    return { do: hasFallback ? 'move' : 'give-up', breakChannel }
  if (attempts >= failOverAfter && hasFallback) return { do: 'move', breakChannel: false }
  if (now.getTime() - createdAt.getTime() >= giveUpAfterMs) return { do: 'give-up', breakChannel: false }
  const at = new Date(now.getTime() + waitMs(failure, attempts, random))
  return { do: 'retry', at, pauseChannel: failure.retryAfterMs !== null }
}

/** Never sooner than told, and then spread over a little more. */
function waitMs({ retryAfterMs }: Failure, attempts: number, random: number): number {
  if (retryAfterMs !== null) return retryAfterMs + Math.round(random * 1_000)
  const step = retryStepsMs[Math.min(attempts, retryStepsMs.length) - 1] ?? retryStepsMs[0]
  return Math.max(500, Math.round(step * random))
}
