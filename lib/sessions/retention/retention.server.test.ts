import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { inProcessBus } from '#lib/db/bus.ts'
import { deleteReleased } from '#lib/db/frozen.server.ts'
import { dropExpired, ensurePartitionsBetween } from '#lib/db/partitions.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { keepTelemetry, makeCall, makeFinding, type TestCall } from '#lib/db/test-calls.server.ts'
import { makeApp, makeCustomer, makeMember, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { createTraffic } from '#lib/simulator/run-traffic.ts'
import type { Batch } from '#lib/telemetry/batch.ts'
import { checkEvent, checkReport, envelopeSchema } from '#lib/telemetry/contract.ts'
import { createWriter } from '#lib/telemetry/write.server.ts'
import { addNote } from '../annotations/notes.server.ts'
import { judgeFinding } from '../annotations/opinions.server.ts'
import { pinSession, unpinSession } from '../annotations/pin.server.ts'
import { createBinder } from '../bind.server.ts'
import { createLive } from '../live.server.ts'
import { readEvents, readSeries, readSession } from '../read.server.ts'
import { keepReportCodes } from '../report-codes/report-codes.server.ts'
import { listSessions } from '../search/list-for-tests.server.ts'
import { createTaker } from '../take-report.server.ts'
import { deleteExpiredSessions } from './retention.server.ts'

const dayMs = 86_400_000
const now = new Date()
const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs)
const fail = (error: unknown) => {
  throw error
}

let customer: TestCustomer
let member: Member

beforeAll(async () => {
  customer = await makeCustomer()
  const made = await makeMember({ role: 'operator', customers: [customer] })
  member = { ...made, signInId: randomUUID() }
})
afterAll(closePools)

/** Half a minute of simulated calls through the whole ingest, on a clock that stands in the past. */
async function callsOf(startedAt: Date, appId: string): Promise<void> {
  let clock = startedAt.getTime()
  const clockNow = () => clock
  const writer = createWriter({ pool: pool('ingest'), now: clockNow })
  const binder = createBinder()
  const live = createLive({
    bus: inProcessBus(fail),
    engine: randomUUID(),
    now: clockNow,
    forgetSession: binder.forgetSession,
    ingestPulse: () => ({ reportsPerSecond: 0, lagMs: 0, storeUp: true, storeDownSince: null }),
  })
  const { bind } = binder
  const { hold, apply } = live
  const take = createTaker({
    bind,
    write: writer.write,
    keepReportCodes,
    hold,
    apply,
    now: clockNow,
    onError: fail,
  })
  let open: Promise<unknown>[] = []
  const traffic = createTraffic(new Map([['advisor-video', 'sk_test']]), {
    now: clockNow,
    uuid: () => randomUUID(),
    post: async (body) => {
      const reply = take(batchOf(body, appId, clock))
      open.push(reply)
      return (await reply).next
    },
  })
  for (let i = 0; i < 60; i++) {
    traffic.step()
    await Promise.all(open)
    open = []
    clock += 500
  }
  await live.flush(true)
  live.stop()
  await writer.stop()
}

function batchOf(body: string, appId: string, receivedAt: number): Batch {
  const { key: _key, reports, events, ...envelope } = envelopeSchema.parse(JSON.parse(body))
  return {
    source: { customerId: customer.id, appId, keyId: randomUUID(), simulated: true },
    envelope,
    receivedAt,
    reports: reports.map((report) => checkReport(report)).filter((report) => typeof report !== 'string'),
    events: events.map((event) => checkEvent(event)).filter((event) => typeof event !== 'string'),
    rejected: [],
  }
}

describe('a call whose day has been dropped', () => {
  let pinned = ''
  let other = ''
  let range = { from: 0, to: 0 }
  const read = async (sessionId: string) => ({
    series: await readSeries(customer.scope, sessionId, range, now.getTime()),
    events: await readEvents(customer.scope, sessionId, {}, now.getTime()),
  })
  let before: Awaited<ReturnType<typeof read>>

  beforeAll(async () => {
    const startedAt = daysAgo(800)
    range = { from: startedAt.getTime(), to: startedAt.getTime() + 60_000 }
    await ensurePartitionsBetween(daysAgo(801), 3)
    await callsOf(startedAt, (await makeApp(customer)).id)
    const { sessions } = await listSessions(customer.scope, { limit: 2 })
    ;[pinned = '', other = ''] = sessions.map(({ sessionId }) => sessionId)
    await pinSession(member, pinned, { reason: 'the complaint of the branch' }, now)
    before = await read(pinned)
    await pool('owner').query('UPDATE customer SET telemetry_retention_days = 14')
    await dropExpired(now)
  }, 120_000)

  test('still replays when it is pinned: the same charts and events as before', async () => {
    expect(before.series?.participants[0]?.at.length).toBeGreaterThan(5)
    expect(before.events?.events.length).toBeGreaterThan(3)
    expect(await read(pinned)).toEqual(before)
    const detail = await readSession(customer.scope, pinned, now.getTime())
    expect(detail).toMatchObject({ telemetryExpired: false, eventsExpired: false })
  })

  test('has nothing but its summary when it is not, and says so', async () => {
    const { series, events } = await read(other)
    expect(series?.participants.flatMap(({ at }) => at)).toEqual([])
    expect(events).toEqual({ events: [], next: null })
    const detail = await readSession(customer.scope, other, now.getTime())
    expect(detail).toMatchObject({ telemetryExpired: true, eventsExpired: true })
    expect(detail?.participants.length).toBeGreaterThan(0)
  })

  test('pinned too late has nothing to show, and still says so', async () => {
    await pinSession(member, other, { reason: 'too late' }, now)
    const detail = await readSession(customer.scope, other, now.getTime())
    expect(detail).toMatchObject({ telemetryExpired: true, eventsExpired: true })
    await unpinSession(member, other, now)
  })

  test('goes for good when the grace after unpinning is over', async () => {
    await unpinSession(member, pinned, now)
    expect(await read(pinned)).toEqual(before)
    await deleteReleased(new Date(now.getTime() + 8 * dayMs))
    const detail = await readSession(customer.scope, pinned, now.getTime())
    expect(detail).toMatchObject({ telemetryExpired: true, eventsExpired: true })
  })

  test('is invisible to another customer, frozen or not', async () => {
    const stranger = await makeCustomer()
    await pinSession(member, pinned, { reason: 'again' }, now)
    expect(await readSeries(stranger.scope, pinned, range, now.getTime())).toBeNull()
    expect(await readSession(stranger.scope, pinned, now.getTime())).toBeNull()
  })
})

describe('a customer who keeps less than the others', () => {
  let call: TestCall
  beforeAll(async () => {
    const brief = await makeCustomer({ telemetryRetentionDays: 2 })
    const made = await makeMember({ customers: [brief] })
    member = { ...made, signInId: randomUUID() }
    await ensurePartitionsBetween(daysAgo(4), 2)
    call = await makeCall(await makeApp(brief), { startedAt: daysAgo(3) })
    await keepTelemetry(call, 3)
  })
  const detail = () => readSession(member.scope, call.sessionId, now.getTime())
  const shown = async () => {
    const { rows } = await pool('owner').query('SELECT FROM telemetry WHERE session_id = $1', [
      call.sessionId,
    ])
    const events = await readEvents(member.scope, call.sessionId, {}, now.getTime())
    return { stored: rows.length, events: events?.events.length }
  }

  test('sees no charts of a call past that, though the rows are still there; its events it keeps longer', async () => {
    expect(await detail()).toMatchObject({ telemetryExpired: true, eventsExpired: false })
    expect(await shown()).toEqual({ stored: 3, events: 3 })
    await pool('owner').query('UPDATE customer SET event_retention_days = 2 WHERE id = $1', [call.customerId])
    expect(await detail()).toMatchObject({ telemetryExpired: true, eventsExpired: true })
    expect(await shown()).toEqual({ stored: 3, events: 0 })
  })

  test('sees them while the call is pinned', async () => {
    await pinSession(member, call.sessionId, { reason: 'kept' }, now)
    expect(await detail()).toMatchObject({ telemetryExpired: false, eventsExpired: false })
    expect(await shown()).toEqual({ stored: 3, events: 3 })
  })

  test('keeps what is not older', async () => {
    const young = await makeCall({ id: call.appId, customerId: call.customerId }, { startedAt: daysAgo(1.5) })
    const read = await readSession(member.scope, young.sessionId, now.getTime())
    expect(read).toMatchObject({ telemetryExpired: false, eventsExpired: false })
  })
})

describe('calls of more than a year ago', () => {
  test('go with everything that was found and said; pinned and younger ones stay', async () => {
    const app = await makeApp(customer)
    const old = await makeCall(app, { startedAt: daysAgo(366) })
    const kept = await makeCall(app, { startedAt: daysAgo(366) })
    const young = await makeCall(app, { startedAt: daysAgo(364) })
    const foreign = await makeCall(await makeApp(await makeCustomer()), { startedAt: daysAgo(366) })
    const made = await makeMember({ customers: [customer] })
    const operator = { ...made, signInId: randomUUID() }
    for (const call of [old, kept, young]) {
      await judgeFinding(operator, await makeFinding(call), { opinion: 'agree' }, now)
      await addNote(operator, call.sessionId, { body: 'a note' }, now)
    }
    await pinSession(operator, kept.sessionId, { reason: 'evidence' }, now)
    const deleted = await Promise.all([deleteExpiredSessions(now), deleteExpiredSessions(now)])
    expect(deleted[0] + deleted[1]).toBeGreaterThanOrEqual(2)
    const left = async (table: string, column = 'session_id') => {
      const { rows } = await pool('owner').query<{ id: string }>(
        `SELECT DISTINCT ${column}::text AS id FROM ${table} WHERE ${column} = ANY($1::uuid[]) ORDER BY 1`,
        [[old, kept, young, foreign].map(({ sessionId }) => sessionId)],
      )
      return rows.map(({ id }) => id)
    }
    const stay = [kept.sessionId, young.sessionId].sort()
    expect(await left('session', 'id')).toEqual(stay)
    for (const table of ['participant', 'finding', 'session_note']) expect(await left(table)).toEqual(stay)
    const { rows } = await pool('owner').query(
      'SELECT count(*)::int AS n FROM finding_opinion WHERE member_id = $1',
      [operator.id],
    )
    expect(rows).toEqual([{ n: 2 }])
  })
})
