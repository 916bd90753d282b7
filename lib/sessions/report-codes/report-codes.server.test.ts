import { afterAll, beforeAll, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCall, type TestCall } from '#lib/db/test-calls.server.ts'
import { makeApp, makeCustomer, type TestCustomer } from '#lib/db/test-customers.server.ts'
import type { RowsToWrite } from '#lib/telemetry/batch.ts'
import { reportCodeSchema } from '../annotations/contract.ts'
import { codesIn, keepReportCodes, openReportCode } from './report-codes.server.ts'

const dayMs = 86_400_000
const now = Date.UTC(2026, 5, 1, 12)
let ours: TestCustomer
let theirs: TestCustomer
let calls: TestCall[]
let foreign: TestCall

beforeAll(async () => {
  ours = await makeCustomer({ name: 'Ours' })
  theirs = await makeCustomer()
  const app = await makeApp(ours)
  calls = [await makeCall(app, { name: 'First' }), await makeCall(app, { name: 'Second' })]
  foreign = await makeCall(await makeApp(theirs))
})
afterAll(closePools)

function batch(call: TestCall | undefined, at: number, code: unknown, type = 'report-code'): RowsToWrite {
  if (!call) throw new Error('no call')
  const { customerId, appId, sessionId, participantId, day } = call
  const event = { seq: 1, t: at, type, data: { code } } as RowsToWrite['events'][number]['event']
  return {
    binding: { customerId, appId, sessionId, participantId, bootNo: 1, day },
    receivedAt: at,
    reports: [],
    events: [{ at, clamped: false, event }],
  }
}

test('a code opens the moment it was made, also when its batch is sent again', async () => {
  await keepReportCodes(batch(calls[0], now - 60_000, 'ABC234'))
  await keepReportCodes(batch(calls[0], now - 60_000, 'ABC234'))
  await keepReportCodes(batch(calls[0], now - 59_000, 'ABC234')) // placed a little later the second time
  expect(await openReportCode(ours.scope, 'ABC234', now)).toEqual({
    code: 'ABC234',
    sessionId: calls[0]?.sessionId,
    participantId: calls[0]?.participantId,
    at: now - 60_000,
    customerName: 'Ours',
    sessionName: 'First',
    participantName: 'Ada',
    others: [],
  })
})

test('of calls that drew the same code the newest is opened and the older ones are offered', async () => {
  await keepReportCodes(batch(calls[0], now - 3 * dayMs, 'SAME22'))
  await keepReportCodes(batch(calls[1], now - 2 * dayMs, 'SAME22'))
  const found = await openReportCode(ours.scope, 'SAME22', now)
  expect([found?.sessionName, found?.others.map((one) => one.sessionName)]).toEqual(['Second', ['First']])
})

test('a code of another customer, or of long ago, opens nothing', async () => {
  await keepReportCodes(batch(foreign, now, 'THEM22'))
  await keepReportCodes(batch(calls[0], now - 31 * dayMs, 'PAST22'))
  expect(await openReportCode(ours.scope, 'THEM22', now)).toBeNull()
  expect(await openReportCode(ours.scope, 'PAST22', now)).toBeNull()
  expect(await openReportCode(theirs.scope, 'THEM22', now)).not.toBeNull()
})

test('what is no code of ours is not kept', async () => {
  for (const code of ['AB', 'ABCDE0', 7, null, 'A'.repeat(5000)])
    expect(codesIn(batch(calls[0], now, code))).toEqual([])
  expect(codesIn(batch(calls[0], now, 'ABC234', 'custom'))).toEqual([])
  const { rows } = await pool('owner').query('SELECT DISTINCT length(code) AS n FROM report_code')
  expect(rows).toEqual([{ n: 6 }])
})

test.each(['abc234', 'ABC-234', ' a b c 2 3 4 '])('people may type a code as “%s”', (text) => {
  expect(reportCodeSchema.parse(text)).toBe('ABC234')
})
