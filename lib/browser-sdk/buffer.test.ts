import { expect, test } from 'vitest'
import { addItem, createBuffer, type Item, putBack, takeBatch } from './buffer.ts'

const noon = 1_795_331_280_000
const item = (seq: number, isReport: boolean, t = noon, size = 10): Item => ({
  seq,
  t,
  isReport,
  json: 'x'.repeat(size),
})
const limits = { maxBytes: 100, maxEvents: 5, maxReportAgeMs: 600_000 }
const numbers = (items: Item[]) => items.map(({ seq }) => seq)

test('a full buffer gives up its oldest reports, keeps its events and counts what is gone', () => {
  const buffer = createBuffer()
  for (let seq = 0; seq < 12; seq++) addItem(buffer, item(seq, seq > 1), noon, limits)
  expect(numbers(buffer.items).slice(0, 2)).toEqual([0, 1])
  expect(buffer.bytes).toBeLessThanOrEqual(limits.maxBytes)
  expect(buffer.items.length + (buffer.drops['buffer-full'] ?? 0)).toBe(12)
  expect(buffer.items.at(-1)?.seq).toBe(11)
})

test('events go last: only when they alone are too many bytes', () => {
  const buffer = createBuffer()
  for (let seq = 0; seq < 4; seq++) addItem(buffer, item(seq, false, noon, 30), noon, limits)
  expect(numbers(buffer.items)).toEqual([1, 2, 3])
  expect(buffer.drops).toEqual({ 'buffer-full': 1 })
})

test('too many events lose their oldest', () => {
  const buffer = createBuffer()
  for (let seq = 0; seq < 7; seq++) addItem(buffer, item(seq, false), noon, limits)
  expect(numbers(buffer.items)).toEqual([2, 3, 4, 5, 6])
  expect(buffer.drops).toEqual({ 'too-many-events': 2 })
})

test('reports of more than ten minutes ago go, events of that time stay', () => {
  const gone: number[] = []
  const buffer = createBuffer((items) => gone.push(...numbers(items)))
  addItem(buffer, item(0, false), noon, limits)
  addItem(buffer, item(1, true), noon, limits)
  addItem(buffer, item(2, true, noon + 600_001), noon + 600_001, limits)
  expect(numbers(buffer.items)).toEqual([0, 2])
  expect(buffer.drops).toEqual({ 'too-old': 1 })
  expect(gone).toEqual([1])
})

test('a batch is taken from the front, within its limits, but never empty', () => {
  const buffer = createBuffer()
  for (let seq = 0; seq < 4; seq++) addItem(buffer, item(seq, true), noon)
  expect(numbers(takeBatch(buffer, { maxBytes: 25, maxItems: 9 }))).toEqual([0, 1])
  expect(numbers(takeBatch(buffer, { maxBytes: 1, maxItems: 9 }))).toEqual([2])
  expect(buffer.bytes).toBe(10)
  putBack(buffer, [item(2, true)])
  expect(numbers(takeBatch(buffer))).toEqual([2, 3])
  expect(buffer.bytes).toBe(0)
})
