import type { InstanceState, Seen, Timing, Transition } from './instance-state.ts'

/**
 * The state machine of a rule on one label set. A pure function of what was kept and what is seen, and asking it again
 * at the same time changes nothing. Null = no instance: nothing is kept of what never held.
 */
export function decideTransition(
  was: InstanceState | null,
  seen: Seen,
  timing: Timing,
  now: number,
): Transition {
  switch (seen.verdict) {
    case 'error':
      return { next: was, change: null }
    case 'keep':
      return { next: was && { ...was, reason: 'keep_last', lastEvaluatedAt: later(was, now) }, change: null }
    case 'missing':
      return was === null ? nothing : missing(was, timing, now)
    case 'between':
      return between(was, seen.value, now)
    case 'holds':
      return holds(was, seen, timing, now)
    case 'clear':
      return clear(was, seen, timing, now)
  }
}

const nothing: Transition = { next: null, change: null }
/** A clock that is set back does not take back what was watched. */
const later = (was: InstanceState, now: number) => Math.max(was.lastEvaluatedAt, now)
const isOver = (was: InstanceState | null): was is null => was === null || was.state === 'inactive'

type Told = Extract<Seen, { value: number | null }>

function holds(was: InstanceState | null, { value, reason }: Told, timing: Timing, now: number): Transition {
  const active = isOver(was) ? begun(now) : was
  const next: InstanceState = {
    ...active,
    reason,
    lastValue: value,
    keepFiringSince: null,
    missedEvaluations: 0,
    observedMs: active.observedMs + watchedMs(active, timing, now),
    lastEvaluatedAt: later(active, now),
  }
  const isHeld = next.observedMs >= timing.forMs
  if (next.state === 'firing')
    // the rule was changed: it asks for longer than this has been going on
    return isHeld
      ? { next, change: null }
      : { next: { ...next, state: 'pending', firedAt: null }, change: 'unfired' }
  if (isHeld) return { next: { ...next, state: 'firing', firedAt: now }, change: 'fired' }
  return { next, change: isOver(was) ? 'pending' : null }
}

function begun(now: number): InstanceState {
  return {
    state: 'pending',
    reason: 'value',
    activeAt: now,
    firedAt: null,
    resolvedAt: null,
    keepFiringSince: null,
    lastValue: null,
    lastEvaluatedAt: now,
    observedMs: 0,
    missedEvaluations: 0,
  }
}

const shortestGapMs = 15_000

/** A gap in which nobody looked (our own outage) does not count toward the hold. */
function watchedMs({ lastEvaluatedAt }: InstanceState, { evaluationMs }: Timing, now: number): number {
  const gap = now - lastEvaluatedAt
  return gap > 0 && gap <= Math.max(3 * evaluationMs, shortestGapMs) ? gap : 0
}

function clear(was: InstanceState | null, { value, reason }: Told, timing: Timing, now: number): Transition {
  if (was === null) return nothing
  if (was.state === 'inactive') return { next: was, change: null }
  if (was.state === 'pending') return { next: null, change: 'dropped' }
  const keepFiringSince = was.keepFiringSince ?? now
  const seen = { lastValue: value, reason, lastEvaluatedAt: later(was, now), missedEvaluations: 0 }
  if (now - keepFiringSince < timing.keepFiringMs)
    return { next: { ...was, ...seen, keepFiringSince }, change: null }
  return over({ ...was, ...seen }, now)
}

function over(was: InstanceState, now: number): Transition {
  return { next: { ...was, state: 'inactive', resolvedAt: now, keepFiringSince: null }, change: 'resolved' }
}

/** Neither worse than where it fires nor better than where it is over: it stays what it is, and no time is counted. */
function between(was: InstanceState | null, value: number | null, now: number): Transition {
  if (isOver(was)) return { next: was, change: null }
  const seen = { lastValue: value, reason: 'value', missedEvaluations: 0 } as const
  return { next: { ...was, ...seen, lastEvaluatedAt: later(was, now) }, change: null }
}

/** Gone is not healthy: it is kept for some evaluations, and then over for this reason and no other. */
function missing(was: InstanceState, timing: Timing, now: number): Transition {
  if (was.state === 'inactive' || now <= was.lastEvaluatedAt) return { next: was, change: null }
  const missedEvaluations = was.missedEvaluations + 1
  const next: InstanceState = { ...was, missedEvaluations, lastEvaluatedAt: now, reason: 'missing_series' }
  if (missedEvaluations <= timing.missingEvaluations) return { next, change: null }
  return was.state === 'pending' ? { next: null, change: 'dropped' } : over(next, now)
}
