import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claimedItems, claimedKey, openBatch, openEnvelope } from './open-batch.ts'

const t = Date.UTC(2026, 10, 23)
const source = { customerId: 'c', appId: 'a', keyId: 'k', simulated: false }
const good = {
  v: 1,
  key: 'pk_0123456789abcdef',
  batch: '6a0e8bb6-5a0c-4c0a-9d5b-6d1f0f2f7c11',
  boot: '0b0f9a52-7d0d-4f0e-8a65-0d3c3a1f9e22',
  sentAt: t,
  session: { id: 'room-7' },
  participant: { id: 'ann' },
  reports: [[1, t, [[0, 5, 0.1]], [[0, 0, 3, 100, 0]]]],
  events: [{ seq: 2, t, type: 'joined', data: { ms: 420 } }],
}

function open(body: unknown) {
  const opened = openEnvelope(body)
  return opened.ok ? openBatch(opened.envelope, source, t, (text) => `p${text.length}`) : opened.issues
}
const openGood = (items: { reports?: unknown[]; events?: unknown[] }) => {
  const batch = open({ ...good, reports: [], events: [], ...items })
  if (Array.isArray(batch)) throw new Error(batch.join())
  return batch
}

test('a good batch passes whole', () => {
  expect(open(good)).toMatchObject({ rejected: [], reports: [good.reports[0]], events: [good.events[0]] })
})

describe('one bad item never sinks the others', () => {
  test.each([
    ['null', null, 'not-an-array'],
    ['text', 'report', 'not-an-array'],
    ['an object with a length', { length: 4 }, 'not-an-array'],
    ['a negative seq', [-1, t, [], []], 'bad-seq'],
    ['a seq beyond 31 bits', [3e9, t, [], []], 'bad-seq'],
    ['a fractional seq', [1.5, t, [], []], 'bad-seq'],
    ['the year 275760', [1, 8.64e15, [], []], 'bad-time'],
    ['an infinite time', [1, Number.POSITIVE_INFINITY, [], []], 'bad-time'],
    ['an infinite counter', [1, t, [[0, 0, Number.POSITIVE_INFINITY]], []], 'bad-connection-row'],
    ['text in a row', [1, t, [[0, '1']], []], 'bad-connection-row'],
    ['a row in a row', [1, t, [[0, [1]]], []], 'bad-connection-row'],
    ['a row too long', [1, t, [Array(99).fill(0)], []], 'bad-connection-row'],
    ['an unknown track type', [1, t, [], [[0, 9, 0]]], 'bad-track-row'],
    ['too many connections', [1, t, Array(65).fill([0]), []], 'too-many-rows'],
  ])('a report that is %s', (_case, bad, code) => {
    const batch = openGood({ reports: [good.reports[0], bad, good.reports[0]], events: good.events })
    expect(batch.rejected).toEqual([{ i: 1, code }])
    expect([batch.reports.length, batch.events.length]).toEqual([2, 1])
  })

  test.each([
    ['null', null, 'bad-event'],
    ['of no known type', { seq: 1, t, type: 'toString' }, 'bad-event'],
    ['carrying NUL', { seq: 1, t, type: 'log', data: { message: 'a\0b' } }, 'bad-event'],
    ['carrying half a character', { seq: 1, t, type: 'log', data: { message: 'a\ud800b' } }, 'bad-event'],
    ['carrying NUL in a key', { seq: 1, t, type: 'log', data: { 'a\0': 1 } }, 'bad-event'],
    ['nested', { seq: 1, t, type: 'log', data: { deep: { er: 1 } } }, 'bad-event'],
    ['with an unknown field', { seq: 1, t, type: 'joined', customerId: 'other' }, 'bad-event'],
    [
      'too large',
      { seq: 1, t, type: 'log', data: { a: 'x'.repeat(4_096), b: 'y'.repeat(4_096) } },
      'event-too-large',
    ],
  ])('an event that is %s', (_case, bad, code) => {
    const batch = openGood({ reports: good.reports, events: [bad, good.events[0]] })
    expect(batch.rejected).toEqual([{ i: 1, code }])
    expect([batch.reports.length, batch.events.length]).toEqual([1, 1])
  })

  test('a number too large for JSON is refused, its neighbour is not', () => {
    const body: unknown = JSON.parse(
      JSON.stringify({ ...good, reports: [good.reports[0], 'X'] }).replace('"X"', `[2,${t},[[0,1e400]],[]]`),
    )
    expect(open(body)).toMatchObject({ rejected: [{ i: 1, code: 'bad-connection-row' }] })
  })
})

test('an envelope that tries to say more than it may is refused with at most five reasons', () => {
  const issues = open({
    ...good,
    v: 2,
    customerId: 'other',
    batch: 1,
    boot: 2,
    sentAt: 'x',
    session: {},
    participant: 7,
  })
  expect(issues).toHaveLength(5)
  for (const body of [
    null,
    7,
    'x',
    [],
    {},
    { ...good, session: { id: '' } },
    { ...good, sentAt: Number.NaN },
  ])
    expect(Array.isArray(open(body))).toBe(true)
})

test('prototype keys neither pollute nor pass', () => {
  const text = JSON.stringify(good)
  const polluted = [
    text.replace('{', '{"__proto__":{"polluted":true},'),
    text.replace('"id":"ann"', '"id":"ann","__proto__":{"polluted":true}'),
    text.replace('"ms":420', '"__proto__":{"polluted":true},"ms":420'),
    text.replace('"ms":420', '"constructor":{"prototype":{"polluted":true}}'),
    text.replace('"id":"room-7"', '"id":"room-7","tags":{"__proto__":"x","constructor":"y"}'),
  ]
  for (const body of polluted) open(JSON.parse(body))
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

test('no value at all makes opening throw, and good items among hostile ones survive', () => {
  const hostile = fc.oneof(
    fc.anything({
      withNullPrototype: true,
      withSparseArray: true,
      withBigInt: true,
      withDate: true,
      maxDepth: 4,
    }),
    fc.record({
      seq: fc.anything(),
      t: fc.anything(),
      type: fc.constantFrom('log', 'joined', '__proto__'),
      data: fc.anything(),
    }),
    fc.tuple(fc.anything(), fc.anything(), fc.anything(), fc.array(fc.array(fc.anything()))),
  )
  fc.assert(
    fc.property(
      fc.array(hostile, { maxLength: 6 }),
      fc.array(hostile, { maxLength: 6 }),
      (reports, events) => {
        const batch = openGood({
          reports: [...reports, good.reports[0]],
          events: [...events, good.events[0]],
        })
        expect(batch.reports).toContainEqual(good.reports[0])
        expect(batch.events).toContainEqual(good.events[0])
        const seen = batch.reports.length + batch.events.length + batch.rejected.length
        expect(seen).toBe(reports.length + events.length + 2)
      },
    ),
    { numRuns: 400 },
  )
  fc.assert(
    fc.property(fc.anything(), (body) => {
      claimedKey(body)
      claimedItems(body)
      openEnvelope(body)
    }),
    { numRuns: 400 },
  )
})
