import { expect, test } from 'vitest'
import { barsIn, clockChanges, joinShifts, placeIn, weeksFrom } from './calendar.ts'
import { localAt, momentOf, mondayOf } from './zone-time.ts'

const berlin = 'Europe/Berlin'
const hour = 3_600_000

test.each([
  ['a winter morning', '2026-11-25T09:00', berlin, '2026-11-25T08:00:00.000Z'],
  ['a summer morning', '2026-07-01T09:00', berlin, '2026-07-01T07:00:00.000Z'],
  [
    'half past two on the night that has no such hour',
    '2026-03-29T02:30',
    berlin,
    '2026-03-29T01:30:00.000Z',
  ],
  ['half past two on the night that has it twice', '2026-10-25T02:30', berlin, '2026-10-25T00:30:00.000Z'],
  ['midnight before clocks go forward', '2026-03-29T00:00', berlin, '2026-03-28T23:00:00.000Z'],
  ['a zone of half hours', '2026-11-25T09:00', 'Asia/Kolkata', '2026-11-25T03:30:00.000Z'],
  ['a zone beyond the date line', '2026-11-25T09:00', 'Pacific/Auckland', '2026-11-24T20:00:00.000Z'],
  ['a zone that changes at midnight', '2026-04-24T00:00', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
])('%s is found on the wall clock', (_case, local, zone, iso) => {
  expect(new Date(momentOf(local, zone)).toISOString()).toBe(iso)
})

test.each(['UTC', berlin, 'America/New_York', 'Asia/Kolkata', 'Pacific/Chatham'])(
  'in %s every hour of a year is found again from its clock, except the repeated ones',
  (zone) => {
    const start = Date.UTC(2026, 0, 1)
    const lost = Array.from({ length: 365 * 24 }, (_, i) => start + i * hour).filter(
      (at) => momentOf(localAt(at, zone), zone) !== at,
    )
    expect(lost.length).toBeLessThanOrEqual(1)
  },
)

test('a week begins on Monday, also seen from Sunday', () => {
  expect(mondayOf('2026-11-29')).toBe('2026-11-23')
  expect(mondayOf('2026-11-23')).toBe('2026-11-23')
})

test.each([
  ['spring', '2026-03-23', [{ day: '2026-03-29', forwardMs: hour }]],
  ['autumn', '2026-10-19', [{ day: '2026-10-25', forwardMs: -hour }]],
  ['winter', '2026-11-23', []],
])('the change of clocks in %s is found in its day', (_season, monday, changes) => {
  expect(clockChanges(weeksFrom(monday, 2, berlin))).toEqual(changes)
})

test('the days of a calendar touch each other, whatever the clocks do', () => {
  const days = weeksFrom('2026-03-23', 4, berlin).flatMap((week) => week.days)
  expect(days).toHaveLength(28)
  for (const [i, day] of days.entries()) expect(day.to).toBe(days[i + 1]?.from ?? day.to)
})

test('noon is the middle of its day, and outside of the week is its edge', () => {
  const [week] = weeksFrom('2026-11-23', 1, berlin)
  if (!week) throw new Error('no week')
  expect(placeIn(week, momentOf('2026-11-23T12:00', berlin))).toBeCloseTo(0.5 / 7)
  expect(placeIn(week, week.from - 1)).toBe(0)
  expect(placeIn(week, week.to + 1)).toBe(1)
})

test('a shift over two weeks shows in both, and says that it goes on', () => {
  const shift = { from: momentOf('2026-11-26T09:00', berlin), to: momentOf('2026-12-03T09:00', berlin) }
  const [first, second, third] = weeksFrom('2026-11-23', 3, berlin).map((week) => barsIn(week, [shift]))
  expect(first?.[0]).toMatchObject({ cutLeft: false, cutRight: true })
  expect(first?.[0]?.left).toBeCloseTo((3 + 9 / 24) / 7)
  expect(second?.[0]).toMatchObject({ left: 0, cutLeft: true, cutRight: false })
  expect(third).toEqual([])
})

test('a shift that ends where a week begins is not of that week', () => {
  const [week] = weeksFrom('2026-11-23', 1, berlin)
  if (!week) throw new Error('no week')
  expect(barsIn(week, [{ from: week.from - hour, to: week.from }])).toEqual([])
})

test('pieces of one turn are one bar; an override stays its own', () => {
  const piece = (from: number, to: number, memberId: string, overrideId: string | null = null) => ({
    from,
    to,
    memberId,
    overrideId,
    rotation: 'Primary',
  })
  expect(
    joinShifts([
      piece(2, 3, 'mara'),
      piece(0, 2, 'mara'),
      piece(3, 4, 'ben'),
      piece(4, 5, 'ben', 'o1'),
      piece(6, 7, 'ben', 'o1'),
    ]).map(({ from, to }) => [from, to]),
  ).toEqual([
    [0, 3],
    [3, 4],
    [4, 5],
    [6, 7],
  ])
})
