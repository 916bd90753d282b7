import { describe, expect, test } from 'vitest'
import { lastDays, monthOf, monthsBetween } from './calendar.ts'
import { groupRatio } from './group.ts'
import { areInOrder, defaultWeights, type SpanState } from './states.ts'
import { flooredRatio, tallyOf, uptimeOf } from './tally.ts'
import { type ClaimedSpan, graceMs, type History, type MeasuredSpan, timelineOf } from './timeline.ts'

const minute = 60_000
const hour = 60 * minute
const from = Date.parse('2026-11-10T00:00:00Z')
const to = from + 10 * hour
const at = (hours: number) => from + hours * hour

const span = (state: SpanState, begin: number, end: number | null, seen = end ?? begin): MeasuredSpan => ({
  state,
  startedAt: at(begin),
  endedAt: end === null ? null : at(end),
  seenAt: at(seen),
})
const claim = (impact: ClaimedSpan['impact'], begin: number, end: number | null): ClaimedSpan => ({
  impact,
  startedAt: at(begin),
  endedAt: end === null ? null : at(end),
})
const plan = (begin: number, end: number, excused = true) => ({
  startedAt: at(begin),
  endedAt: at(end),
  excused,
})
const allDay = span('operational', -24, 48)
const history = (given: Partial<History>): History => ({
  since: from - 100 * hour,
  now: to + 100 * hour,
  measured: [allDay],
  claimed: [],
  planned: [],
  ...given,
})
/** [up, down, unknown, maintenance] in hours. */
function hoursOf(given: Partial<History>, weights = defaultWeights) {
  const uptime = uptimeOf(tallyOf(timelineOf(history(given), from, to)), weights)
  const { upMs, downMs, unknownMs, maintenanceMs } = uptime
  return [upMs, downMs, unknownMs, maintenanceMs].map((ms) => ms / hour)
}

test.each([
  ['a window that ends in the future ends now', { now: at(4) }, [4, 0, 0, 0]],
  ['a window that lies in the future is empty, not negative', { now: at(-1) }, [0, 0, 0, 0]],
  ['history begins when the component was connected', { since: at(7) }, [3, 0, 0, 0]],
  ['a component that begins after the window has no past in it', { since: at(11) }, [0, 0, 0, 0]],
  [
    'an event that only touches the beginning adds nothing',
    { claimed: [claim('major-outage', -3, 0)] },
    [10, 0, 0, 0],
  ],
  [
    'an event that only touches the end adds nothing',
    { claimed: [claim('major-outage', 10, 12)] },
    [10, 0, 0, 0],
  ],
  ['an event at one moment adds nothing', { claimed: [claim('major-outage', 5, 5)] }, [10, 0, 0, 0]],
  [
    'an event that ends before it begins adds nothing',
    { claimed: [claim('major-outage', 5, 4)] },
    [10, 0, 0, 0],
  ],
  [
    'an event over the edge counts with what lies within',
    { claimed: [claim('major-outage', 8, 20)] },
    [8, 2, 0, 0],
  ],
  [
    'an ongoing incident reaches to now',
    { now: at(6), claimed: [claim('major-outage', 5, null)] },
    [5, 1, 0, 0],
  ],
  [
    'an incident planned for the future costs nothing yet',
    { now: at(6), claimed: [claim('major-outage', 8, 9)] },
    [6, 0, 0, 0],
  ],
  ['a partial outage costs half', { claimed: [claim('partial-outage', 2, 6)] }, [8, 2, 0, 0]],
  ['a degraded service is up', { claimed: [claim('degraded', 2, 6)] }, [10, 0, 0, 0]],
  [
    'health and incident over the same hours count once, as the worse',
    {
      measured: [span('operational', 0, 2), span('partial-outage', 2, 6), span('operational', 6, 10)],
      claimed: [claim('major-outage', 4, 6)],
    },
    [7, 3, 0, 0],
  ],
  [
    'two incidents over the same hours count once',
    { claimed: [claim('major-outage', 2, 6), claim('major-outage', 4, 8)] },
    [4, 6, 0, 0],
  ],
  [
    'time without rows is unknown, not up and not down',
    { measured: [span('operational', 0, 4)] },
    [4, 0, 6, 0],
  ],
  [
    'measured silence is unknown',
    { measured: [span('operational', 0, 4), span('no-data', 4, 10)] },
    [4, 0, 6, 0],
  ],
  ['nobody calling is known, and up', { measured: [span('idle', 0, 10)] }, [10, 0, 0, 0]],
  [
    'an orphaned open row from days ago reaches two minutes past its last look',
    { measured: [span('operational', -90, null, -80), span('operational', 0, null, 3)] },
    [3 + graceMs / hour, 0, 7 - graceMs / hour, 0],
  ],
  [
    'an open row reaches to now, not past it',
    { now: at(3), measured: [span('operational', 0, null, 3)] },
    [3, 0, 0, 0],
  ],
  [
    'an outage row left open does not go on for ever',
    { measured: [span('major-outage', 1, null, 2)] },
    [0, 1 + graceMs / hour, 9 - graceMs / hour, 0],
  ],
  [
    'rows that contradict each other are unknown unless one of them is bad',
    { measured: [allDay, span('no-data', 2, 5), span('major-outage', 4, 5)] },
    [7, 1, 2, 0],
  ],
  [
    'an outage that nobody measured counts by its weight, and the rest stays unknown',
    { measured: [span('operational', 0, 5)], claimed: [claim('partial-outage', 5, 9)] },
    [5, 2, 3, 0],
  ],
  ['agreed maintenance is in neither', { planned: [plan(2, 5)] }, [7, 0, 0, 3]],
  [
    'maintenance across the edge counts with what lies within',
    { planned: [plan(-5, 1), plan(9, 15)] },
    [8, 0, 0, 2],
  ],
  ['overlapping windows count once', { planned: [plan(2, 5), plan(4, 6)] }, [6, 0, 0, 4]],
  [
    'an outage across the end of the window counts from there on',
    { planned: [plan(2, 5)], claimed: [claim('major-outage', 4, 6)] },
    [6, 1, 0, 3],
  ],
  [
    'where the contract does not excuse it, maintenance counts like any time',
    { planned: [plan(2, 5, false)], claimed: [claim('major-outage', 4, 6)] },
    [8, 2, 0, 0],
  ],
  ['unknown time within maintenance is maintenance', { measured: [], planned: [plan(0, 4)] }, [0, 0, 6, 4]],
  [
    'an incident that calls itself maintenance excuses no outage',
    { measured: [span('major-outage', 0, 10)], claimed: [claim('maintenance', 0, 10)] },
    [0, 10, 0, 0],
  ],
] as const)('%s', (_what, given, hours) => {
  const rounded = hoursOf(given).map((value) => Math.round(value * 1e6) / 1e6)
  expect(rounded).toEqual(hours.map((value) => Math.round(value * 1e6) / 1e6))
})

test('an outage within agreed maintenance is shown, though it is not counted', () => {
  const tally = tallyOf(
    timelineOf(history({ planned: [plan(2, 5)], claimed: [claim('major-outage', 3, 4)] }), from, to),
  )
  expect(tally.worst).toBe('major-outage')
  expect(uptimeOf(tally, defaultWeights)).toMatchObject({ downMs: 0, excusedDownMs: hour, ratio: 1 })
})

test('the weights are the contract’s', () => {
  const weights = { degraded: 0.1, 'partial-outage': 0.3, 'major-outage': 1 }
  expect(hoursOf({ claimed: [claim('degraded', 0, 5), claim('partial-outage', 5, 10)] }, weights)).toEqual([
    8, 2, 0, 0,
  ])
  expect(areInOrder(weights)).toBe(true)
  expect(areInOrder({ ...weights, degraded: 0.4 })).toBe(false)
})

describe('a figure', () => {
  test.each([
    ['without downtime is 100 %', 10, 0, 1],
    ['with a millisecond of it is not', 2_592_000_000, 1, 0.99999],
    ['is never rounded up', 999_999, 1, 0.99999],
    ['of nothing is unknown', 0, 0, null],
    ['of nothing but downtime is nought', 0, 5, 0],
  ])('%s', (_what, up, down, ratio) => {
    expect(flooredRatio(up, down)).toBe(ratio)
  })

  const member = (...measured: MeasuredSpan[]) => timelineOf(history({ measured }), from, to)
  const half = member(span('operational', 0, 5), span('major-outage', 5, 10))
  const other = member(span('major-outage', 0, 2), span('operational', 2, 10))
  const silent = member()
  test.each([
    ['mean', [half, other], 0.65],
    ['worst', [half, other], 0.5],
    ['all-up', [half, other], 0.3],
    ['mean', [half, silent], 0.5],
    // unknown beside an outage is an outage; unknown beside a working one is unknown
    ['all-up', [half, silent], 0],
    ['all-up', [silent], null],
    ['worst', [], null],
  ] as const)('of a group by the rule %s', (rule, members, ratio) => {
    expect(groupRatio(rule, members, defaultWeights)).toBe(ratio)
  })
})

describe('a calendar', () => {
  test('has days of 23 and 25 hours where clocks change', () => {
    const hours = (name: string, month: string) => {
      const day = monthOf(month, 'Europe/Berlin').days.find((one) => one.name === name)
      return ((day?.to ?? 0) - (day?.from ?? 0)) / hour
    }
    expect(hours('2026-03-29', '2026-03')).toBe(23)
    expect(hours('2026-10-25', '2026-10')).toBe(25)
  })

  test('ends with the day that it is there', () => {
    const days = lastDays(Date.parse('2026-11-25T12:30:00Z'), 'Pacific/Auckland', 90)
    expect(days).toHaveLength(90)
    expect(days.at(-1)?.name).toBe('2026-11-26')
    for (const [i, day] of days.entries()) if (i > 0) expect(day.from).toBe(days[i - 1]?.to)
  })

  test('names the months of a history, the first and the last included', () => {
    const [begin, end] = [Date.parse('2026-08-31T23:00:00Z'), Date.parse('2026-11-01T00:00:00Z')]
    expect(monthsBetween(begin, end, 'UTC')).toEqual(['2026-08', '2026-09', '2026-10', '2026-11'])
    expect(monthsBetween(begin, end, 'Europe/Berlin')[0]).toBe('2026-09')
    expect(monthsBetween(begin, end, 'America/New_York').at(-1)).toBe('2026-10')
  })
})
