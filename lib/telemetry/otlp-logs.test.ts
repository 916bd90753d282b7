import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkEvent } from './contract.ts'
import { openLogs } from './otlp-logs.ts'

const t = Date.UTC(2026, 10, 23)
const source = { customerId: 'c', appId: 'a', keyId: 'k', simulated: false }
const digest = (text: string) => createHash('sha256').update(text).digest()
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } })
const record = (message: string, more: object = {}) => ({
  timeUnixNano: `${t}000000`,
  severityNumber: 17,
  body: { stringValue: message },
  attributes: [text('session.id', 'room-7'), { key: 'room.size', value: { intValue: '12' } }],
  ...more,
})
const request = (records: unknown[], resource: unknown[] = [text('service.name', 'sfu')]) => ({
  resourceLogs: [{ resource: { attributes: resource }, scopeLogs: [{ logRecords: records }] }],
})
const open = (body: unknown) => openLogs(body, source, t + 500, digest)

test('a log record becomes an event of its session, by a synthetic participant', () => {
  const opened = open(request([record('worker died')]))
  expect(opened).toMatchObject({ records: 1, rejected: 0 })
  expect(opened?.batches).toHaveLength(1)
  const [batch] = opened?.batches ?? []
  expect(batch?.envelope).toMatchObject({
    session: { id: 'room-7' },
    participant: { id: 'server', role: 'server-log' },
  })
  expect(batch?.events).toMatchObject([
    { t, type: 'log', data: { level: 'error', message: 'worker died', service: 'sfu', 'room.size': 12 } },
  ])
})

test('the same record sent again has the same identity, another record another', () => {
  const ids = (message: string) =>
    open(request([record(message)]))?.batches.map((b) => [b.envelope.boot, b.events[0]?.seq])
  expect(ids('one')).toEqual(ids('one'))
  expect(ids('one')).not.toEqual(ids('two'))
})

test('session and participant may be named by the resource; without a session the record is refused', () => {
  const byResource = [text('session.id', 'room-9'), text('participant.id', 'sfu-3')]
  const [batch] = open(request([{ body: { stringValue: 'x' } }], byResource))?.batches ?? []
  expect(batch?.envelope).toMatchObject({ session: { id: 'room-9' }, participant: { id: 'sfu-3' } })
  expect(open(request([{ body: { stringValue: 'x' } }, record('y')]))).toMatchObject({
    records: 2,
    rejected: 1,
  })
})

test('what is private in a log is removed', () => {
  const [batch] = open(request([record('call of ann@example.org from 203.0.113.7')]))?.batches ?? []
  expect(batch?.events[0]?.data?.message).toBe('call of [email] from [ip]')
})

test('no request at all makes it throw, and every event it makes could have come from a browser', () => {
  const value = fc.oneof(
    fc.record({ stringValue: fc.string({ unit: 'binary', maxLength: 400 }) }),
    fc.record({ intValue: fc.oneof(fc.string(), fc.integer()) }),
    fc.record({ doubleValue: fc.double() }),
    fc.anything(),
  )
  const attribute = fc.record({
    key: fc.oneof(fc.constant('__proto__'), fc.string({ unit: 'binary', maxLength: 90 })),
    value,
  })
  const anyRecord = fc.record({
    timeUnixNano: fc.oneof(fc.string(), fc.double(), fc.constant(`${t}000000`)),
    severityNumber: fc.oneof(fc.integer(), fc.anything()),
    severityText: fc.string(),
    body: value,
    attributes: fc.array(attribute, { maxLength: 30 }),
  })
  fc.assert(
    fc.property(fc.array(fc.oneof(anyRecord, fc.anything()), { maxLength: 5 }), (records) => {
      const opened = open(request(records, [text('session.id', 'room')]))
      for (const event of opened?.batches.flatMap(({ events }) => events) ?? [])
        expect(typeof checkEvent(event)).toBe('object')
    }),
    { numRuns: 400 },
  )
  fc.assert(
    fc.property(fc.anything(), (body) => void open(body)),
    { numRuns: 300 },
  )
})
