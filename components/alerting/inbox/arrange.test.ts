import { expect, test } from 'vitest'
import { anAlert } from '../an-alert-for-tests.ts'
import { arrange, emptyArrangement, idsBetween } from './arrange.ts'

const a = anAlert({ alertId: 'a' })
const b = anAlert({ alertId: 'b' })
const c = anAlert({ alertId: 'c' })
const shown = arrange(emptyArrangement, [a, b], false)
const told = ({ rows }: ReturnType<typeof arrange>) =>
  rows.map(({ alert, gone }) => `${alert.alertId}${gone ? ' gone' : ''}`)

test.each([
  ['nobody is at the list: it follows the server', false, [c, a], ['c', 'a'], 0],
  ['somebody is at the list: a newcomer waits to be asked for', true, [c, a, b], ['a', 'b'], 1],
  ['somebody is at the list: a row that left stays, marked', true, [b], ['a gone', 'b'], 0],
  ['somebody is at the list: rows keep their places when the order changes', true, [b, a], ['a', 'b'], 0],
])('%s', (_case, held, heard, rows, fresh) => {
  const next = arrange(shown, heard, held)
  expect(told(next)).toEqual(rows)
  expect(next.fresh).toBe(fresh)
})

test('a row that is held still tells what became of it', () => {
  const acknowledged = { ...a, state: 'acknowledged' as const, version: 2 }
  expect(arrange(shown, [acknowledged, b], true).rows[0]?.alert.state).toBe('acknowledged')
})

test('a row that comes back is no longer gone', () => {
  const gone = arrange(shown, [b], true)
  expect(told(arrange(gone, [a, b], true))).toEqual(['a', 'b'])
})

test('the same answer again changes nothing, so that nothing is drawn again', () => {
  expect(arrange(shown, [a, b], true)).toBe(shown)
  expect(arrange(shown, [a, b], false)).toBe(shown)
})

test('an empty list fills even while the pointer is over it', () => {
  expect(told(arrange(emptyArrangement, [a], true))).toEqual(['a'])
})

test('a range is selected in either direction, and from nowhere it is the row itself', () => {
  expect(idsBetween(['a', 'b', 'c'], 'c', 'b')).toEqual(['b', 'c'])
  expect(idsBetween(['a', 'b', 'c'], null, 'b')).toEqual(['b'])
  expect(idsBetween(['a', 'b'], 'a', 'x')).toEqual([])
})
