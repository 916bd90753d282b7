import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bus, inProcessBus } from '#lib/db/bus.ts'
import { ensurePartitions } from '#lib/db/partitions.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeApp, makeCustomer, makeMember } from '#lib/db/test-customers.server.ts'
import { createTraffic } from '#lib/simulator/run-traffic.ts'
import type { Batch } from '#lib/telemetry/batch.ts'
import { type CollectReply, checkEvent, checkReport, envelopeSchema } from '#lib/telemetry/contract.ts'
import { createWriter, type Writer } from '#lib/telemetry/write.server.ts'
import { pinSession, unpinSession } from './annotations/pin.server.ts'
import { createBinder } from './bind.server.ts'
import { customerOfSession } from './customer-of-session.server.ts'
import { createLive } from './live.server.ts'
import { type SessionFrame, type SessionNews, subjects, type WallNews } from './live-messages.ts'
import { readEvents, readRawReport, readSeries, readSession, readTrackSeries } from './read.server.ts'
import { keepReportCodes } from './report-codes/report-codes.server.ts'
import { rollUpHours, rollUpMinutes } from './roll-up/roll-up.server.ts'
import { listSessions } from './search/list-for-tests.server.ts'
import { createTaker } from './take-report.server.ts'
import { trackMetrics } from './track-contract.ts'

/** One engine's ingest over a real Postgres, on a clock that the test moves. */
const wallClock = Date.now()
let clock = wallClock - 10 * 60_000
const now = () => clock
const fail = (error: unknown) => {
  throw error
}

function engine(writer: Writer, bus: Bus) {
  const binder = createBinder()
  const ingestPulse = () => ({ reportsPerSecond: 0, lagMs: 0, storeUp: true, storeDownSince: null })
  const live = createLive({
    bus,
    engine: randomUUID(),
    now,
    forgetSession: binder.forgetSession,
    ingestPulse,
  })
  const take = createTaker({
    bind: binder.bind,
    write: writer.write,
    keepReportCodes,
    hold: live.hold,
    apply: live.apply,
    now,
    onError: fail,
  })
  return { live, take }
}

let writer: Writer
const scope = { customerIds: [] as string[] }
let appId = ''
let foreign = ''

beforeAll(async () => {
  const customer = await makeCustomer()
  foreign = (await makeCustomer()).id
  scope.customerIds.push(customer.id)
  appId = (await makeApp(customer)).id
  await ensurePartitions(new Date(clock))
  writer = createWriter({ pool: pool('ingest'), now })
})
afterAll(async () => {
  await writer.stop()
  await closePools()
})

function batchOf(body: string): Batch {
  const { key: _key, reports, events, ...envelope } = envelopeSchema.parse(JSON.parse(body))
  const source = { customerId: scope.customerIds[0] ?? '', appId, keyId: randomUUID(), simulated: true }
  return {
    source,
    envelope,
    receivedAt: clock,
    reports: reports.map((report) => checkReport(report)).filter((report) => typeof report !== 'string'),
    events: events.map((event) => checkEvent(event)).filter((event) => typeof event !== 'string'),
    rejected: [],
  }
}

/** Runs the branch office's story through an engine for so many seconds; answers every body that was sent. */
async function run(take: (batch: Batch) => Promise<CollectReply>, seconds: number): Promise<string[]> {
  const bodies: string[] = []
  let open: Promise<unknown>[] = []
  const traffic = createTraffic(new Map([['advisor-video', 'sk_test']]), {
    now,
    uuid: () => randomUUID(),
    post: async (body) => {
      bodies.push(body)
      const reply = take(batchOf(body))
      open.push(reply)
      return (await reply).next
    },
  })
  for (let i = 0; i < seconds * 2; i++) {
    traffic.step()
    await Promise.all(open)
    open = []
    clock += 500
  }
  return bodies
}

describe('a call in Postgres', () => {
  const bus = inProcessBus(fail)
  let first: ReturnType<typeof engine>
  let bodies: string[] = []

  const wallOf = async (from: Bus) => (await from.request(subjects.wallSnapshot, {})) as WallNews
  const tile = (wall: WallNews) => wall.tiles.find((one) => one.appId === appId)

  beforeAll(async () => {
    first = engine(writer, bus)
    await first.live.rebuild()
    bodies = await run(first.take, 70)
    first.live.tick()
    await first.live.flush(true)
    await first.live.flushPulse()
  }, 120_000)

  test('thirty people in fifteen calls are live, and the branch with bad Wi-Fi needs attention', async () => {
    const wall = await wallOf(bus)
    expect(tile(wall)).toMatchObject({ sessions: 15, participants: 30, simulated: 30 })
    const bad = wall.attention?.filter((row) => row.appId === appId) ?? []
    expect(bad.length).toBeGreaterThan(0)
    expect(bad.every((row) => row.name.startsWith('Branch 7') || row.name.startsWith('Abroad'))).toBe(true)
  })

  test('every item sent stands in Postgres exactly once', async () => {
    const sent = bodies.map((body) => JSON.parse(body) as { reports: unknown[]; events: unknown[] })
    const count = async (table: string) => {
      const { rows } = await pool('owner').query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table} WHERE customer_id = $1`,
        [scope.customerIds[0]],
      )
      return rows[0]?.n
    }
    expect(await count('telemetry')).toBe(sent.reduce((sum, body) => sum + body.reports.length, 0))
    expect(await count('event')).toBe(sent.reduce((sum, body) => sum + body.events.length, 0))
  })

  test('the two ends of one stream are charted side by side, and a stored report can be read', async () => {
    const { sessions } = await listSessions(scope, { limit: 50 })
    const call = sessions.find((one) => one.name?.startsWith('Branch 7'))
    const detail = call ? await readSession(scope, call.sessionId, clock) : null
    const person = detail?.participants[0]
    const wanted = { participantId: person?.participantId ?? '' }
    const series = await readTrackSeries(scope, call?.sessionId ?? '', wanted, clock)
    expect(series?.pairs.length).toBeGreaterThan(0)
    for (const { sender, receiver } of series?.pairs ?? []) {
      const [from, to] = [sender, receiver].map((key) => series?.tracks.find((track) => track.key === key))
      expect(from?.type).toMatch(/^outbound/)
      expect(to?.type).toBe(from?.type.replace('outbound', 'inbound'))
      expect(from?.participantId).not.toBe(to?.participantId)
      expect(to?.values[trackMetrics.indexOf('kbps')]?.some((kbps) => (kbps ?? 0) > 0)).toBe(true)
    }
    const raw = await readRawReport(scope, call?.sessionId ?? '', { ...wanted, at: clock })
    expect(raw?.report?.tracks[0]?.values.map(({ name }) => name)).toContain('packetsLost')
    const elsewhere = { participantId: randomUUID(), at: clock }
    expect((await readRawReport(scope, call?.sessionId ?? '', elsewhere))?.report).toBeNull()
    expect(await readTrackSeries({ customerIds: [foreign] }, call?.sessionId ?? '', wanted, clock)).toBeNull()
  })

  test('sending everything again in another order changes nothing and is answered as duplicate', async () => {
    const before = await wallOf(bus)
    for (const body of [...bodies].reverse()) {
      const reply = await first.take(batchOf(body))
      expect(reply.accepted).toBe(0)
      expect(reply.rejected).toEqual([])
    }
    expect(tile(await wallOf(bus))?.byBand).toEqual(tile(before)?.byBand)
  })

  test('an engine that starts again holds the same calls with the same verdicts', async () => {
    const otherBus = inProcessBus(fail)
    const second = engine(writer, otherBus)
    await second.live.rebuild()
    const before = await wallOf(bus)
    const after = await wallOf(otherBus)
    expect(tile(after)).toMatchObject({ sessions: 15, participants: 30, byBand: tile(before)?.byBand })
    const names = (wall: WallNews) =>
      wall.attention
        ?.filter((row) => row.appId === appId)
        .map((row) => row.name)
        .sort()
    expect(names(after)).toEqual(names(before))
  })

  test('people read a call with its charts and events; another customer learns nothing of it', async () => {
    const { sessions } = await listSessions(scope, { state: 'live', limit: 50 })
    expect(sessions).toHaveLength(15)
    const sessionId = sessions[0]?.sessionId ?? ''
    const detail = await readSession(scope, sessionId, clock)
    expect(detail?.participants).toHaveLength(2)
    const series = await readSeries(scope, sessionId, {}, clock)
    expect(series?.participants[0]?.at.length).toBeGreaterThan(10)
    expect(series?.participants[0]?.values[0]?.some((value) => value !== null)).toBe(true)
    const events = await readEvents(scope, sessionId, {})
    expect(events?.events.map(({ type }) => type)).toContain('joined')
    const others = { customerIds: [foreign] }
    expect(await readSession(others, sessionId, clock)).toBeNull()
    expect(await readSeries(others, sessionId, {}, clock)).toBeNull()
    expect(await readEvents(others, sessionId, {})).toBeNull()
    expect((await listSessions(others, { limit: 50 })).sessions).toEqual([])
    expect(await customerOfSession(sessionId)).toBe(scope.customerIds[0])
    expect(await customerOfSession(randomUUID())).toBeNull()
  })

  test('the list goes on where the last page ended', async () => {
    const one = await listSessions(scope, { limit: 10 })
    const two = await listSessions(scope, { limit: 10, before: one.next ?? '' })
    const ids = [...one.sessions, ...two.sessions].map(({ sessionId }) => sessionId)
    expect(new Set(ids).size).toBe(15)
    expect(two.next).toBeNull()
  })

  test('events are paged without a gap', async () => {
    const { sessions } = await listSessions(scope, { limit: 1 })
    const id = sessions[0]?.sessionId ?? ''
    const all = (await readEvents(scope, id, { limit: 1_000 }))?.events ?? []
    const paged = []
    for (let after: string | null = ''; after !== null; ) {
      const page = await readEvents(scope, id, { limit: 3, ...(after ? { after } : {}) })
      paged.push(...(page?.events ?? []))
      after = page?.next ?? null
    }
    expect(paged).toEqual(all)
  })

  test('roll-ups carry the same sums from ten seconds to an hour, however often they run', async () => {
    await rollUpMinutes(new Date(clock))
    await rollUpMinutes(new Date(clock))
    await rollUpHours(new Date(clock))
    await rollUpHours(new Date(clock))
    const sumOf = async (table: string) => {
      const { rows } = await pool('owner').query<{ reports: number; scored: number; histogram: number }>(
        `SELECT sum(reports)::int AS reports, sum(score_count)::int AS scored,
                sum((SELECT sum(n) FROM unnest(score_histogram) n))::int AS histogram
           FROM ${table} WHERE app_id = $1 AND dimension = ''`,
        [appId],
      )
      return rows[0]
    }
    const short = await sumOf('pulse_10s')
    expect(short?.reports).toBeGreaterThan(500)
    expect(short?.histogram).toBe(short?.scored)
    expect(await sumOf('pulse_1m')).toEqual(short)
    expect(await sumOf('pulse_1h')).toEqual(short)
  })

  test('a screen that watches a call is told what happens in it, and others are not told', async () => {
    const { sessions } = await listSessions(scope, { state: 'live', limit: 2 })
    const [watched, other] = sessions.map(({ sessionId }) => sessionId)
    const told: string[] = []
    for (const id of [watched, other]) bus.subscribe(subjects.session(id ?? ''), () => told.push(id ?? ''))
    const frame = (await bus.request(subjects.sessionSnapshot, { sessionId: watched })) as SessionFrame
    expect(frame.participants).toHaveLength(2)
    for (const id of [watched, other]) {
      const external = sessions.find(({ sessionId }) => sessionId === id)?.externalId
      const body = bodies.map((text) => JSON.parse(text)).find((one) => one.session.id === external)
      await first.take(
        batchOf(
          JSON.stringify({
            ...body,
            batch: randomUUID(),
            sentAt: clock,
            reports: [],
            events: [{ seq: 90_000, t: clock, type: 'log', data: { message: 'hello' } }],
          }),
        ),
      )
    }
    expect(told).toEqual([watched])
  })

  test('a live call that somebody pins says so to who watches it, and again when it is unpinned', async () => {
    const { sessions } = await listSessions(scope, { state: 'live', limit: 1 })
    const sessionId = sessions[0]?.sessionId ?? ''
    const made = await makeMember({ customers: [{ id: scope.customerIds[0] ?? '' }] })
    const member = { ...made, signInId: randomUUID() }
    await bus.request(subjects.sessionSnapshot, { sessionId })
    const told: unknown[] = []
    const stop = bus.subscribe(subjects.session(sessionId), (news) =>
      told.push((news as SessionNews).session?.pinned),
    )
    const at = new Date(clock)
    await pinSession(member, sessionId, { reason: 'a complaint' }, at)
    await first.live.refreshPins()
    await first.live.refreshPins()
    await unpinSession(member, sessionId, at)
    await first.live.refreshPins()
    stop()
    expect(told).toEqual([{ at: clock, reason: 'a complaint' }, null])
  })

  test('a call that everybody left is closed in Postgres, and the same room opens a new one', async () => {
    const { sessions } = await listSessions(scope, { state: 'live', limit: 50 })
    const session = sessions[0]
    const external = session?.externalId
    const parsed = bodies.map((text) => JSON.parse(text)).filter((one) => one.session.id === external)
    const boots = [...new Map(parsed.map((one) => [one.boot, one])).values()]
    for (const one of boots)
      await first.take(
        batchOf(
          JSON.stringify({
            ...one,
            batch: randomUUID(),
            sentAt: clock,
            reports: [],
            events: [{ seq: 95_000, t: clock, type: 'left', data: { reason: 'user' } }],
          }),
        ),
      )
    clock += 12_000
    first.live.tick()
    await first.live.flush()
    const detail = await readSession(scope, session?.sessionId ?? '', clock)
    expect(detail?.session).toMatchObject({ state: 'ended', endReason: 'left' })
    expect(detail?.participants.map(({ state }) => state)).toEqual(['left', 'left'])
    const again = {
      ...boots[0],
      boot: randomUUID(),
      batch: randomUUID(),
      sentAt: clock,
      reports: [],
      events: [{ seq: 0, t: clock, type: 'join-attempt' }],
    }
    await first.take(batchOf(JSON.stringify(again)))
    const live = await listSessions(scope, { state: 'live', limit: 50 })
    const reopened = live.sessions.filter(({ externalId }) => externalId === external)
    expect(reopened).toHaveLength(1)
    expect(reopened[0]?.sessionId).not.toBe(session?.sessionId)
  })

  test('a late word from a closed call does not bring it back beside the new one of that name', async () => {
    const { sessions } = await listSessions(scope, { limit: 50 })
    const closed = sessions.find(({ state }) => state === 'ended')
    const body = bodies.map((text) => JSON.parse(text)).find((one) => one.session.id === closed?.externalId)
    const late = {
      ...body,
      batch: randomUUID(),
      sentAt: clock,
      reports: [],
      events: [{ seq: 99_000, t: clock, type: 'log', data: { message: 'late' } }],
    }
    const reply = await first.take(batchOf(JSON.stringify(late)))
    expect(reply.accepted).toBe(1)
    await first.live.flush(true)
    const after = (await listSessions(scope, { limit: 50 })).sessions.filter(
      ({ externalId }) => externalId === closed?.externalId,
    )
    expect(after.map(({ state }) => state).sort()).toEqual(['ended', 'live'])
  })

  test('one row that Postgres refuses holds up no other', async () => {
    const { sessions } = await listSessions(scope, { state: 'live', limit: 50 })
    const [one] = sessions
    // Another engine has opened the same room: the partial unique index refuses a second live row of that name.
    await pool('owner').query(`UPDATE session SET state = 'ended', ended_at = now() WHERE id = $1`, [
      one?.sessionId,
    ])
    await pool('owner').query(
      `INSERT INTO session (customer_id, id, app_id, day, external_id, started_at, band_since, model)
       SELECT customer_id, $2, app_id, day, external_id, now(), now(), model FROM session WHERE id = $1`,
      [one?.sessionId, randomUUID()],
    )
    await expect(first.live.flush(true)).resolves.toBeUndefined()
  })
})
