import { expect, test } from 'vitest'
import { addItem, type Buffer, type Item, takeBatch } from './buffer.ts'
import type { Head } from './types.ts'

const noon = 1_795_331_280_000
const item = (seq: number, isReport: boolean, t = noon, size = 10): Item => ({
  seq,
  t,
  isReport,
  json: 'x'.repeat(size),
})
const limits = { maxBytes: 100, maxItems: 9, maxReportAgeMs: 600_000 }
const createBuffer = (): Buffer => ({ items: [], drops: {} })
const bytesOf = ({ items }: Buffer) => items.reduce((sum, { json }) => sum + json.length, 0)
const numbers = (items: Item[]) => items.map(({ seq }) => seq)

test('a full buffer gives up its oldest reports, keeps its events and counts what is gone', () => {
  const buffer = createBuffer()
  for (let seq = 0; seq < 12; seq++) addItem(buffer, item(seq, seq > 1), noon, limits)
  expect(numbers(buffer.items).slice(0, 2)).toEqual([0, 1])
  expect(bytesOf(buffer)).toBeLessThanOrEqual(limits.maxBytes)
  expect(buffer.items.length + (buffer.drops['buffer-full'] ?? 0)).toBe(12)
  expect(buffer.items.at(-1)?.seq).toBe(11)
})

test('events go last: only when they alone are too many bytes', () => {
  const buffer = createBuffer()
  for (let seq = 0; seq < 4; seq++) addItem(buffer, item(seq, false, noon, 30), noon, limits)
  expect(numbers(buffer.items)).toEqual([1, 2, 3])
  expect(buffer.drops).toEqual({ 'buffer-full': 1 })
})

test('too many items lose their oldest, reports before events', () => {
  const buffer = createBuffer()
  for (let seq = 0; seq < 11; seq++) addItem(buffer, item(seq, seq === 3, noon, 1), noon, limits)
  expect(numbers(buffer.items)).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10])
  expect(buffer.drops).toEqual({ 'buffer-full': 2 })
})

test('reports of more than ten minutes ago go, events of that time stay', () => {
  const buffer = createBuffer()
  addItem(buffer, item(0, false), noon, limits)
  addItem(buffer, item(1, true), noon, limits)
  const gone = addItem(buffer, item(2, true, noon + 600_001), noon + 600_001, limits)
  expect(numbers(buffer.items)).toEqual([0, 2])
  expect(buffer.drops).toEqual({ 'too-old': 1 })
  expect(numbers(gone)).toEqual([1])
})

test('a batch is taken from the front, within its limits, but never empty', () => {
  const items = [0, 1, 2, 3].map((seq) => item(seq, true))
  expect(numbers(takeBatch(items, { maxBytes: 25, maxItems: 9 }))).toEqual([0, 1])
  expect(numbers(takeBatch(items, { maxBytes: 1, maxItems: 9 }))).toEqual([2])
  expect(numbers(takeBatch(items))).toEqual([3])
  expect(items).toEqual([])
})

test('a batch holds what is of one boot', () => {
  const of = (boot: string): Head => ({ key: 'pk_1', boot, session: { id: 's' }, participant: { id: 'p' } })
  const items = ['a', 'a', 'b'].map((boot, seq) => ({ ...item(seq, true), head: of(boot) }))
  expect(numbers(takeBatch(items))).toEqual([0, 1])
  expect(numbers(takeBatch(items))).toEqual([2])
})
