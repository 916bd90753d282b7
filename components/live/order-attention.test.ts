import { expect, test } from 'vitest'
import { rowWith } from './fixtures.test-data.ts'
import { type Arrangement, arrangeAttention, restMs } from './order-attention.ts'

const ids = (arrangement: Arrangement) => arrangement.rows.map(({ row }) => row.sessionId)
const first = arrangeAttention(
  null,
  [
    rowWith('fair', { band: 'fair' }),
    rowWith('bad-late', { since: 9 }),
    rowWith('bad-early', { since: 1 }),
    rowWith('silent', { band: 'unknown' }),
    rowWith('poor', { band: 'poor' }),
  ],
  { now: 0, frozen: false },
)
const rowsOf = (arrangement: Arrangement) => arrangement.rows.map(({ row }) => row)
const rested = { now: restMs, frozen: false }

test('the worst comes first, the longest-suffering first among equals, silence before merely fair', () => {
  expect(ids(first)).toEqual(['bad-early', 'bad-late', 'poor', 'silent', 'fair'])
})

test('a score that moves within its band moves no row', () => {
  const moved = rowsOf(first).map((row) =>
    row.sessionId === 'bad-late' ? { ...row, score: 1, affected: 4 } : row,
  )
  const next = arrangeAttention(first, moved, rested)
  expect(ids(next)).toEqual(ids(first))
  expect(next.rows[1]?.row.affected).toBe(4)
  expect(next.movedAt).toBe(first.movedAt)
})

test('a line whose call did not change is the same object', () => {
  const next = arrangeAttention(first, [...rowsOf(first), rowWith('new')], rested)
  expect(next.rows.find(({ row }) => row.sessionId === 'poor')).toBe(first.rows[2])
})

test('the list moves no sooner than its rest allows', () => {
  const incoming = [...rowsOf(first), rowWith('new', { since: 5 })]
  const soon = arrangeAttention(first, incoming, { now: restMs - 1, frozen: false })
  expect(ids(soon)).toEqual(ids(first))
  expect(ids(arrangeAttention(soon, incoming, rested))).toEqual([
    'bad-early',
    'new',
    'bad-late',
    'poor',
    'silent',
    'fair',
  ])
})

test('under the pointer nothing moves: the changes wait and are counted, a recovered call stays visible', () => {
  const incoming = [
    ...rowsOf(first)
      .filter((row) => row.sessionId !== 'bad-early')
      .map((row) => (row.sessionId === 'fair' ? { ...row, band: 'bad' as const } : row)),
    rowWith('new'),
  ]
  const held = arrangeAttention(first, incoming, { now: 60_000, frozen: true })
  expect(ids(held)).toEqual(ids(first))
  expect(held.waiting).toBe(3)
  expect(held.rows[0]?.gone).toBe(true)
  expect(held.rows[4]?.row.band).toBe('bad')
  const released = arrangeAttention(held, incoming, { now: 60_001, frozen: false })
  expect(ids(released)).toEqual(['fair', 'new', 'bad-late', 'poor', 'silent'])
  expect(released.waiting).toBe(0)
})

test('a tick that changes nothing answers the very same list', () => {
  expect(arrangeAttention(first, rowsOf(first), rested)).toBe(first)
})
