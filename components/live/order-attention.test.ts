import { describe, expect, test } from 'vitest'
import type { AttentionRow } from '#lib/sessions/contract.ts'
import { rowWith } from './fixtures.test-data.ts'
import { type Arrangement, arrangeAttention, restMs } from './order-attention.ts'

const ids = (arrangement: Arrangement) => arrangement.rows.map(({ row }) => row.sessionId)
const pain = (recentPainMinutes: number, painPerMinute: number) => ({ recentPainMinutes, painPerMinute })
const rowsOf = (arrangement: Arrangement) => arrangement.rows.map(({ row }) => row)
const change = (arrangement: Arrangement, sessionId: string, changes: Partial<AttentionRow>) =>
  rowsOf(arrangement).map((row) => (row.sessionId === sessionId ? { ...row, ...changes } : row))

const first = arrangeAttention(
  null,
  [
    rowWith('fair', { band: 'fair', ...pain(0, 0) }),
    rowWith('one bad for long', pain(5, 1)),
    rowWith('silent', { band: 'unknown', ...pain(0, 0) }),
    rowWith('ten bad just now', pain(0, 10)),
    rowWith('recovering', { band: 'poor', ...pain(4, 0.5) }),
    rowWith('recovered', { band: 'fair', ...pain(1, 0), painMinutes: 60 }),
  ],
  { now: 0, frozen: false },
)
const rested = { now: restMs, frozen: false }

describe('the order', () => {
  test('is by pain of the last minutes and the next: an outage of now first, an old pain that is over late', () => {
    expect(ids(first)).toEqual([
      'ten bad just now',
      'one bad for long',
      'recovering',
      'recovered',
      'silent',
      'fair',
    ])
  })

  test.each([
    ['more people over longer', pain(4, 3), pain(5, 1), 'a'],
    ['what goes on over what is nearly over', pain(2, 2), pain(3, 0.5), 'a'],
  ])('%s', (_what, a, b, expected) => {
    const rows = [rowWith('a', a), rowWith('b', b)]
    expect(ids(arrangeAttention(null, rows.reverse(), { now: 0, frozen: false }))[0]).toBe(expected)
  })

  test.each([
    ['the worse band', { band: 'bad' }, { band: 'poor' }],
    ['silence before merely fair', { band: 'unknown' }, { band: 'fair' }],
    ['the one that has lasted longer', { since: 1 }, { since: 9 }],
    ['a fixed order', {}, {}],
  ] as const)('where pain is the same: %s', (_what, a, b) => {
    const rows = [rowWith('b', { ...pain(1, 1), ...b }), rowWith('a', { ...pain(1, 1), ...a })]
    expect(ids(arrangeAttention(null, rows, { now: 0, frozen: false }))).toEqual(['a', 'b'])
  })
})

test('pain that grows a little, or a score that moves within its band, moves no row', () => {
  const moved = change(first, 'one bad for long', { score: 1, affected: 4, ...pain(7, 1) })
  const next = arrangeAttention(first, moved, rested)
  expect(ids(next)).toEqual(ids(first))
  expect(next.rows[1]?.row.affected).toBe(4)
  expect(next.movedAt).toBe(first.movedAt)
  expect(next.waiting).toBe(0)
})

test('pain that has become another one moves its row, and no other', () => {
  const next = arrangeAttention(first, change(first, 'recovering', pain(20, 4)), rested)
  expect(ids(next)).toEqual([
    'recovering',
    'ten bad just now',
    'one bad for long',
    'recovered',
    'silent',
    'fair',
  ])
})

test('two rows that pass each other by a little now and then do not dance', () => {
  let list = arrangeAttention(null, [rowWith('a', pain(3, 1)), rowWith('b', pain(2.9, 1))], {
    now: 0,
    frozen: false,
  })
  for (let i = 1; i < 20; i++) {
    const rows = [rowWith('a', pain(3 + (i % 2), 1)), rowWith('b', pain(3.5, 1))]
    list = arrangeAttention(list, rows, { now: i * restMs, frozen: false })
    expect(ids(list)).toEqual(['a', 'b'])
  }
})

test('a line whose call did not change is the same object', () => {
  const next = arrangeAttention(first, [...rowsOf(first), rowWith('new')], rested)
  expect(next.rows.find(({ row }) => row.sessionId === 'recovering')).toBe(first.rows[2])
})

test('the list moves no sooner than its rest allows', () => {
  const incoming = [...rowsOf(first), rowWith('new', pain(7, 1))]
  const soon = arrangeAttention(first, incoming, { now: restMs - 1, frozen: false })
  expect(ids(soon)).toEqual(ids(first))
  expect(ids(arrangeAttention(soon, incoming, rested))[1]).toBe('new')
})

test('under the pointer nothing moves: the changes wait and are counted, a recovered call stays visible', () => {
  const incoming = [
    ...change(first, 'fair', { band: 'bad', ...pain(0, 30) }).filter(
      (row) => row.sessionId !== 'ten bad just now',
    ),
    rowWith('new', pain(50, 1)),
  ]
  const held = arrangeAttention(first, incoming, { now: 60_000, frozen: true })
  expect(ids(held)).toEqual(ids(first))
  expect(held.waiting).toBe(3)
  expect(held.rows[0]?.gone).toBe(true)
  expect(held.rows[5]?.row.band).toBe('bad')
  const released = arrangeAttention(held, incoming, { now: 60_001, frozen: false })
  expect(ids(released)).toEqual(['new', 'fair', 'one bad for long', 'recovering', 'recovered', 'silent'])
  expect(released.waiting).toBe(0)
})

test('a tick that changes nothing answers the very same list', () => {
  expect(arrangeAttention(first, rowsOf(first), rested)).toBe(first)
})
