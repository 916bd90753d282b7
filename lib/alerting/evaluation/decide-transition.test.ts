import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideTransition } from './decide-transition.ts'
import type { InstanceState, Seen, Timing } from './instance-state.ts'

const second = 1_000
const minute = 60 * second
const noon = Date.UTC(2026, 10, 25, 12)
const timing: Timing = { forMs: 2 * minute, keepFiringMs: 0, missingEvaluations: 2, evaluationMs: second }
const holds: Seen = { verdict: 'holds', value: 0.3, reason: 'value' }
const clear: Seen = { verdict: 'clear', value: 0.01, reason: 'value' }
const between: Seen = { verdict: 'between', value: 0.07, reason: 'value' }
const noData: Seen = { verdict: 'clear', value: null, reason: 'no_data' }
const missing: Seen = { verdict: 'missing' }
const error: Seen = { verdict: 'error' }
const keep: Seen = { verdict: 'keep' }

const pending: InstanceState = {
  state: 'pending',
  reason: 'value',
  activeAt: noon - minute,
  firedAt: null,
  resolvedAt: null,
  keepFiringSince: null,
  lastValue: 0.2,
  lastEvaluatedAt: noon - second,
  observedMs: 59 * second,
  missedEvaluations: 0,
}
const nearlyHeld = { ...pending, observedMs: 119 * second, activeAt: noon - 2 * minute }
const firing: InstanceState = {
  ...nearlyHeld,
  state: 'firing',
  firedAt: noon - second,
  observedMs: 2 * minute,
}
const recovering: InstanceState = { ...firing, keepFiringSince: noon - 30 * second }
const over: InstanceState = { ...firing, state: 'inactive', resolvedAt: noon - minute }
const keepsFiring = { ...timing, keepFiringMs: minute }

describe('a rule on one label set', () => {
  test.each<[string, InstanceState | null, Seen, Timing, Partial<InstanceState> | null, string | null]>([
    ['waits when it begins to hold', null, holds, timing, { state: 'pending', activeAt: noon }, 'pending'],
    [
      'waits again after it was over',
      over,
      holds,
      timing,
      { state: 'pending', activeAt: noon, resolvedAt: null },
      'pending',
    ],
    [
      'fires at once without a hold',
      null,
      holds,
      { ...timing, forMs: 0 },
      { state: 'firing', firedAt: noon },
      'fired',
    ],
    [
      'keeps its beginning while it waits',
      pending,
      holds,
      timing,
      { state: 'pending', activeAt: noon - minute, observedMs: minute },
      null,
    ],
    [
      'fires when it has held for long enough',
      nearlyHeld,
      holds,
      timing,
      { state: 'firing', firedAt: noon },
      'fired',
    ],
    ['is dropped without a word when it did not last', pending, clear, timing, null, 'dropped'],
    ['goes on firing', firing, holds, timing, { state: 'firing', firedAt: noon - second }, null],
    [
      'is over at once without a time to keep firing',
      firing,
      clear,
      timing,
      { state: 'inactive', resolvedAt: noon, reason: 'value' },
      'resolved',
    ],
    [
      'recovers first when it has one',
      firing,
      clear,
      keepsFiring,
      { state: 'firing', keepFiringSince: noon },
      null,
    ],
    [
      'goes on recovering',
      recovering,
      clear,
      keepsFiring,
      { state: 'firing', keepFiringSince: noon - 30 * second },
      null,
    ],
    [
      'is over when that time is spent',
      { ...recovering, keepFiringSince: noon - minute },
      clear,
      keepsFiring,
      { state: 'inactive', resolvedAt: noon },
      'resolved',
    ],
    [
      'forgets that it recovered when it holds again',
      recovering,
      holds,
      keepsFiring,
      { state: 'firing', keepFiringSince: null },
      null,
    ],
    [
      'waits again when somebody makes the hold longer',
      firing,
      holds,
      { ...timing, forMs: 10 * minute },
      { state: 'pending', firedAt: null },
      'unfired',
    ],
    ['changes nothing at an error', firing, error, timing, firing, null],
    ['changes nothing at an error while it waits', pending, error, timing, pending, null],
    ['stays as it was without data', firing, keep, timing, { state: 'firing', reason: 'keep_last' }, null],
    [
      'counts no time without data',
      pending,
      keep,
      timing,
      { observedMs: 59 * second, lastEvaluatedAt: noon },
      null,
    ],
    [
      'is over without data where that is fine',
      firing,
      noData,
      timing,
      { state: 'inactive', reason: 'no_data' },
      'resolved',
    ],
    [
      'stays when its series is missing once',
      firing,
      missing,
      timing,
      { state: 'firing', missedEvaluations: 1, reason: 'missing_series' },
      null,
    ],
    [
      'is over, and not healthy, when it is missing for long',
      { ...firing, missedEvaluations: 2 },
      missing,
      timing,
      { state: 'inactive', reason: 'missing_series' },
      'resolved',
    ],
    [
      'is dropped when it is missing while it waits',
      { ...pending, missedEvaluations: 2 },
      missing,
      timing,
      null,
      'dropped',
    ],
    [
      'was not missing when it comes back',
      { ...firing, missedEvaluations: 2 },
      holds,
      timing,
      { missedEvaluations: 0 },
      null,
    ],
    ['fires on between its two limits', firing, between, timing, { state: 'firing', lastValue: 0.07 }, null],
    ['does not begin between them', null, between, timing, null, null],
    [
      'waits on between them and counts no time',
      nearlyHeld,
      between,
      timing,
      { state: 'pending', observedMs: 119 * second },
      null,
    ],
    [
      'counts what was watched',
      { ...pending, lastEvaluatedAt: noon - 15 * second },
      holds,
      timing,
      { observedMs: 74 * second },
      null,
    ],
    [
      'does not count our own outage',
      { ...nearlyHeld, lastEvaluatedAt: noon - 16 * second },
      holds,
      timing,
      { state: 'pending', observedMs: 119 * second },
      null,
    ],
    [
      'counts longer gaps where it is looked at more seldom',
      { ...pending, lastEvaluatedAt: noon - 30 * second },
      holds,
      { ...timing, evaluationMs: 10 * second },
      { observedMs: 89 * second },
      null,
    ],
    [
      'counts nothing when the clock goes back',
      { ...nearlyHeld, lastEvaluatedAt: noon + minute },
      holds,
      timing,
      { state: 'pending', lastEvaluatedAt: noon + minute },
      null,
    ],
  ])('%s', (_what, was, seen, how, next, change) => {
    const decided = decideTransition(was, seen, how, noon)
    if (next === null) expect(decided.next).toBeNull()
    else expect(decided.next).toMatchObject(next)
    expect(decided.change).toBe(change)
  })
})

const anySeen = fc.oneof(
  fc.constantFrom(holds, clear, between, noData, missing, error, keep),
  fc
    .double({ min: 0, max: 1, noNaN: true })
    .map((value): Seen => ({ verdict: 'holds', value, reason: 'value' })),
)
const anyTiming = fc.record({
  forMs: fc.constantFrom(0, 2 * second, 30 * second),
  keepFiringMs: fc.constantFrom(0, 5 * second),
  missingEvaluations: fc.integer({ min: 1, max: 3 }),
  evaluationMs: fc.constant(second),
})
const anyHistory = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 * second }), anySeen), { maxLength: 60 })

describe('whatever a rule sees', () => {
  test('seeing it twice at the same time changes nothing more', () => {
    fc.assert(
      fc.property(anyHistory, anyTiming, (history, how) => {
        let was: InstanceState | null = null
        let now = noon
        for (const [gap, seen] of history) {
          now += gap
          const first = decideTransition(was, seen, how, now)
          const again = decideTransition(first.next, seen, how, now)
          expect(again).toEqual({ next: first.next, change: null })
          was = first.next
        }
      }),
    )
  })

  test('a restart in between makes no difference: all that counts is in the row', () => {
    fc.assert(
      fc.property(anyHistory, anyTiming, (history, how) => {
        let [kept, restarted]: (InstanceState | null)[] = [null, null]
        let now = noon
        for (const [gap, seen] of history) {
          now += gap
          const one = decideTransition(kept ?? null, seen, how, now)
          const other = decideTransition(throughRow(restarted ?? null), seen, how, now)
          expect(other).toEqual(one)
          kept = one.next
          restarted = other.next
        }
      }),
    )
  })

  test('it fires and is over in turns, and never fires before it has held for long enough', () => {
    fc.assert(
      fc.property(anyHistory, anyTiming, (history, how) => {
        let was: InstanceState | null = null
        let now = noon
        let isFiring = false
        for (const [gap, seen] of history) {
          now += gap
          const { next, change } = decideTransition(was, seen, how, now)
          if (change === 'fired') {
            expect(isFiring).toBe(false)
            expect(next?.observedMs).toBeGreaterThanOrEqual(how.forMs)
            expect(now - (next?.activeAt ?? now)).toBeGreaterThanOrEqual(how.forMs)
            isFiring = true
          }
          if (change === 'resolved') {
            expect(isFiring).toBe(true)
            isFiring = false
          }
          expect(next?.state === 'firing').toBe(isFiring)
          was = next
        }
      }),
    )
  })
})

/** What Postgres gives back: times to the millisecond, as a row keeps them. */
const throughRow = (state: InstanceState | null): InstanceState | null =>
  state === null ? null : (JSON.parse(JSON.stringify(state)) as InstanceState)
