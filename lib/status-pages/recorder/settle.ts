import { isBad, rankOf, type SpanState } from '../uptime/states.ts'
import { graceMs } from '../uptime/timeline.ts'

/** The span that is open in the store. */
export type OpenSpan = { startedAt: number; seenAt: number; state: SpanState }
/** Looks in a row that say something else than the open span. */
export type Streak = { way: 'worse' | 'better'; looks: number; state: SpanState; since: number }

/** What is to be written: the open span lives on (perhaps as what it was all along), or ends and another begins. */
export type Settled = {
  streak: Streak | null
  /** null = there is none that could live on */
  keep: { state: SpanState } | null
  close: { endedAt: number } | null
  open: { startedAt: number; state: SpanState } | null
}

const looksToBelieve = { worse: 2, better: 3 } as const

/**
 * One look more. Two in a row make it worse, three better, and then it was so since the first of them. That nothing is
 * known, or nobody calls, is true at once; and over a time in which nobody looked no span is stretched.
 */
export function settle(span: OpenSpan | null, streak: Streak | null, seen: SpanState, now: number): Settled {
  if (!span || now - span.seenAt > graceMs) return begin(span, seen, now)
  if (seen === span.state) return { ...living(span.state), streak: null }
  if (!isJudged(seen) || (!isJudged(span.state) && !isBad(seen))) return turned(span, seen, now)
  const next = longer(streak, span, seen, now)
  if (next.looks < looksToBelieve[next.way]) return { ...living(span.state), streak: next }
  return turned(span, next.state, next.since)
}

const isJudged = (state: SpanState) => state !== 'no-data' && state !== 'idle'
const living = (state: SpanState) => ({ keep: { state }, close: null, open: null })

/** After a gap, or for the first time. One bad look is not believed yet, and nothing else is known. */
function begin(span: OpenSpan | null, seen: SpanState, now: number): Settled {
  return {
    streak: isBad(seen) ? { way: 'worse', looks: 1, state: seen, since: now } : null,
    keep: null,
    close: span && { endedAt: span.seenAt + graceMs },
    open: { startedAt: now, state: isBad(seen) ? 'no-data' : seen },
  }
}

function turned(span: OpenSpan, state: SpanState, at: number): Settled {
  if (at <= span.startedAt) return { ...living(state), streak: null }
  return { streak: null, keep: null, close: { endedAt: at }, open: { startedAt: at, state } }
}

/** Believed is what all looks of the streak agree on: the mildest that got worse, the worst that got better. */
function longer(streak: Streak | null, span: OpenSpan, seen: SpanState, now: number): Streak {
  const way = rankOf(seen) > rankOf(span.state) ? 'worse' : 'better'
  if (streak?.way !== way) return { way, looks: 1, state: seen, since: now }
  const isMilder = rankOf(seen) < rankOf(streak.state)
  return { ...streak, looks: streak.looks + 1, state: isMilder === (way === 'worse') ? seen : streak.state }
}
