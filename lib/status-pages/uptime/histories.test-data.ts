import fc from 'fast-check'
import { badStates, spanStates } from './states.ts'
import type { ClaimedSpan, History, MeasuredSpan, PlannedSpan } from './timeline.ts'

/** Any history that a database could hold: in no order, over one another, turned round, open, before and after it all. */
export const beginsAt = Date.parse('2026-11-01T00:00:00Z')
export const hour = 3_600_000

const moment = fc.integer({ min: -2 * 3600, max: 30 * 3600 }).map((seconds) => beginsAt + seconds * 1000)

export const anyMeasured: fc.Arbitrary<MeasuredSpan> = fc
  .record({
    startedAt: moment,
    length: fc.integer({ min: -1000, max: 8 * hour }),
    open: fc.boolean(),
    state: fc.constantFrom(...spanStates),
  })
  .map(({ startedAt, length, open, state }) => ({
    startedAt,
    endedAt: open ? null : startedAt + length,
    seenAt: startedAt + Math.max(0, length),
    state,
  }))
export const anyClaim: fc.Arbitrary<ClaimedSpan> = fc.record({
  startedAt: moment,
  endedAt: fc.option(moment),
  impact: fc.constantFrom(...badStates, 'maintenance' as const),
})
const anyPlan: fc.Arbitrary<PlannedSpan> = fc.record({
  startedAt: moment,
  endedAt: moment,
  excused: fc.boolean(),
})

export const anyHistory: fc.Arbitrary<History> = fc.record({
  since: moment,
  now: moment,
  measured: fc.array(anyMeasured, { maxLength: 12 }),
  claimed: fc.array(anyClaim, { maxLength: 4 }),
  planned: fc.array(anyPlan, { maxLength: 4 }),
})
export const anyWindow = fc.tuple(moment, moment)

export const anyWeights = fc
  .array(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 3 })
  .map((thousandths) => thousandths.sort((a, b) => a - b).map((weight) => weight / 1000))
  .map(([degraded = 0, partial = 0, major = 0]) => ({
    degraded,
    'partial-outage': partial,
    'major-outage': major,
  }))
