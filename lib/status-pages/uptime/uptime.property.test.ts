import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { monthOf } from './calendar.ts'
import { groupRatio } from './group.ts'
import { anyClaim, anyHistory, anyWeights, anyWindow, beginsAt, hour } from './histories.test-data.ts'
import { badStates, defaultWeights, type KnownState, rankOf, spanStates } from './states.ts'
import { flooredRatio, type Tally, tallyOf, uptimeOf } from './tally.ts'
import { type History, timelineOf } from './timeline.ts'

const tallyIn = (history: History, from: number, to: number) => tallyOf(timelineOf(history, from, to))
const ratioIn = (history: History, from: number, to: number, weights = defaultWeights) =>
  uptimeOf(tallyIn(history, from, to), weights).ratio

function sumOf(one: Tally, other: Tally): Tally {
  const add = <Of extends Readonly<Record<string, number>>>(a: Of, b: Of): Of => {
    const entries = Object.entries(a).map(([key, ms]) => [key, ms + (b[key] ?? 0)])
    return { ...a, ...Object.fromEntries(entries) }
  }
  return {
    measured: add(one.measured, other.measured),
    claimed: add(one.claimed, other.claimed),
    inMaintenance: add(one.inMaintenance, other.inMaintenance),
    unknown: one.unknown + other.unknown,
    maintenance: one.maintenance + other.maintenance,
    planned: one.planned + other.planned,
    worst: rankOf(one.worst) >= rankOf(other.worst) ? one.worst : other.worst,
  }
}

describe('whatever the rows are, uptime', () => {
  test('is made of up, down, unknown and maintenance that are the window exactly', () => {
    fc.assert(
      fc.property(anyHistory, anyWindow, anyWeights, (history, [from, to], weights) => {
        const { upMs, downMs, unknownMs, maintenanceMs } = uptimeOf(tallyIn(history, from, to), weights)
        const covered = Math.max(0, Math.min(to, history.now) - Math.max(from, history.since))
        expect(upMs + downMs + unknownMs + maintenanceMs).toBe(covered)
        for (const part of [upMs, downMs, unknownMs, maintenanceMs]) expect(part).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 500 },
    )
  })

  test('lies between nothing and all, and is unknown when nothing was known', () => {
    fc.assert(
      fc.property(anyHistory, anyWindow, anyWeights, (history, [from, to], weights) => {
        const { ratio, upMs, downMs } = uptimeOf(tallyIn(history, from, to), weights)
        expect(ratio === null).toBe(upMs + downMs === 0)
        expect(ratio === 1).toBe(downMs === 0 && upMs > 0)
        if (ratio !== null) expect(ratio).toBeGreaterThanOrEqual(0)
        if (ratio !== null) expect(ratio).toBeLessThanOrEqual(1)
      }),
      { numRuns: 500 },
    )
  })

  test('does not hang on the order of the rows, nor on rows that are there twice', () => {
    const shuffled = anyHistory.chain((history) =>
      fc.record({
        history: fc.constant(history),
        measured: fc.shuffledSubarray([...history.measured], { minLength: history.measured.length }),
        claimed: fc.shuffledSubarray([...history.claimed], { minLength: history.claimed.length }),
        planned: fc.shuffledSubarray([...history.planned], { minLength: history.planned.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, anyWindow, ({ history, measured, claimed, planned }, [from, to]) => {
        const other = {
          ...history,
          measured: [...measured, ...measured],
          claimed: [...claimed, ...claimed],
          planned,
        }
        expect(timelineOf(other, from, to)).toEqual(timelineOf(history, from, to))
      }),
    )
  })

  test('of two halves is the uptime of the whole, wherever one cuts', () => {
    fc.assert(
      fc.property(
        anyHistory,
        anyWindow,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (history, [from, to], at) => {
          const cut = Math.round(from + (to - from) * at)
          const whole = tallyIn(history, from, to)
          expect(sumOf(tallyIn(history, from, cut), tallyIn(history, cut, to))).toEqual(
            from <= to ? whole : sumOf(whole, whole),
          )
          const timeline = timelineOf(history, from, to)
          if (from <= to)
            expect(sumOf(tallyOf(timeline, from, cut), tallyOf(timeline, cut, to))).toEqual(whole)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('is never raised by one more incident', () => {
    fc.assert(
      fc.property(anyHistory, anyClaim, anyWindow, anyWeights, (history, claim, [from, to], weights) => {
        const more = { ...history, claimed: [...history.claimed, claim] }
        const [before, after] = [ratioIn(history, from, to, weights), ratioIn(more, from, to, weights)]
        if (before !== null) expect(after).toBeLessThanOrEqual(before)
      }),
      { numRuns: 1000 },
    )
  })

  test('is never raised by a span that turns out to be worse', () => {
    const known = spanStates.filter((state) => state !== 'no-data')
    fc.assert(
      fc.property(
        anyHistory,
        fc.nat(),
        fc.constantFrom<KnownState>(...known),
        anyWindow,
        anyWeights,
        (history, at, state, [from, to], weights) => {
          const chosen = history.measured[at % Math.max(1, history.measured.length)]
          fc.pre(chosen !== undefined && chosen.state !== 'no-data' && rankOf(state) >= rankOf(chosen.state))
          const measured = history.measured.map((span) => (span === chosen ? { ...span, state } : span))
          const [before, after] = [
            ratioIn(history, from, to, weights),
            ratioIn({ ...history, measured }, from, to, weights),
          ]
          if (before !== null) expect(after).toBeLessThanOrEqual(before)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('of the past does not move while the clock goes on', () => {
    fc.assert(
      fc.property(anyHistory, anyWindow, fc.nat({ max: 90 * 24 * hour }), (history, [from, to], later) => {
        const past = Math.min(to, history.now)
        // what is open now will be confirmed or not: only what was over is the past
        const over = {
          ...history,
          measured: history.measured.filter(({ endedAt }) => endedAt !== null),
          claimed: history.claimed.filter(({ endedAt }) => endedAt !== null),
        }
        expect(timelineOf({ ...over, now: history.now + later }, from, past)).toEqual(
          timelineOf(over, from, past),
        )
      }),
    )
  })

  test('is rounded down: a millisecond of outage in years is not 100 %', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 47 }), fc.integer({ min: 1, max: 2 ** 47 }), (up, down) => {
        const ratio = flooredRatio(up, down) ?? 0
        expect(ratio).toBeLessThan(1)
        expect(ratio).toBeLessThanOrEqual(up / (up + down))
        expect(up / (up + down) - ratio).toBeLessThan(0.000_011)
      }),
    )
  })
})

describe('a group', () => {
  test('never looks better by its worst member than by the mean', () => {
    const members = fc.array(anyHistory, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(members, anyWindow, (histories, [from, to]) => {
        const timelines = histories.map((history) => timelineOf(history, from, to))
        const [mean, worst] = (['mean', 'worst'] as const).map((rule) =>
          groupRatio(rule, timelines, defaultWeights),
        )
        expect(mean === null).toBe(worst === null)
        if (mean != null && worst != null) expect(worst).toBeLessThanOrEqual(mean)
      }),
    )
  })

  test('of one is that one, by every rule', () => {
    fc.assert(
      fc.property(anyHistory, anyWindow, anyWeights, (history, [from, to], weights) => {
        const timeline = timelineOf(history, from, to)
        const alone = uptimeOf(tallyOf(timeline), weights).ratio
        for (const rule of ['mean', 'worst', 'all-up'] as const)
          expect(groupRatio(rule, [timeline], weights)).toBe(alone)
      }),
    )
  })
})

describe('a month in any zone', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  test('is the sum of its days, also those of 23 and 25 hours', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 2020, max: 2027 }),
        fc.integer({ min: 1, max: 12 }),
        fc.array(anyClaim, { maxLength: 3 }),
        (zone, year, month, shape) => {
          const { from, to, days } = monthOf(`${year}-${String(month).padStart(2, '0')}`, zone)
          expect(days.reduce((sum, day) => sum + day.to - day.from, 0)).toBe(to - from)
          const claimed = shape.map((claim) => ({
            ...claim,
            startedAt: claim.startedAt - beginsAt + from,
            endedAt: claim.endedAt === null ? null : claim.endedAt - beginsAt + from,
          }))
          const all = [{ startedAt: from, endedAt: to, seenAt: to, state: 'operational' as const }]
          const history = { since: from + hour, now: to + hour, measured: all, claimed, planned: [] }
          const timeline = timelineOf(history, from, to)
          const ofDays = days.map((day) => tallyOf(timeline, day.from, day.to)).reduce((a, b) => sumOf(a, b))
          expect(ofDays).toEqual(tallyOf(timeline))
        },
      ),
      { numRuns: 60 },
    )
  })
})

test('the bad states are in the order of their weights', () => {
  expect(badStates.map((state) => defaultWeights[state])).toEqual([0, 0.5, 1])
})
