import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Bus, inProcessBus } from '#lib/db/bus.ts'
import { ensurePartitions } from '#lib/db/partitions.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeApp, makeCustomer } from '#lib/db/test-customers.server.ts'
import { createTraffic } from '#lib/simulator/run-traffic.ts'
import type { Batch } from '#lib/telemetry/batch.ts'
import { checkEvent, checkReport, envelopeSchema } from '#lib/telemetry/contract.ts'
import { createWriter, type Writer } from '#lib/telemetry/write.server.ts'
import { createBinder } from './bind.server.ts'
import type { ParticipantView } from './contract.ts'
import { pointMetrics } from './contract.ts'
import { createLive } from './live.server.ts'
import { type SessionFrame, subjects, type WallNews } from './live-messages.ts'
import { readSeries, readSession } from './read.server.ts'
import { keepReportCodes } from './report-codes/report-codes.server.ts'
import { listSessions } from './search/list-for-tests.server.ts'
import { createTaker } from './take-report.server.ts'

/** The story of the support chats through one engine over a real Postgres, on a clock that the test moves. */
let clock = Date.now() - 10 * 60_000
const now = () => clock
const fail = (error: unknown) => {
  throw error
}

function engine(writer: Writer, bus: Bus) {
  const binder = createBinder()
  const live = createLive({
    bus,
    engine: randomUUID(),
    now,
    forgetSession: binder.forgetSession,
    ingestPulse: () => ({ reportsPerSecond: 0, lagMs: 0, storeUp: true, storeDownSince: null }),
  })
  const take = createTaker({
    bind: binder.bind,
    write: writer.write,
    hold: live.hold,
    apply: live.apply,
    keepReportCodes,
    now,
    onError: fail,
  })
  return { live, take }
}

let writer: Writer
const scope = { customerIds: [] as string[] }
let appId = ''
const bus = inProcessBus(fail)

beforeAll(async () => {
  const customer = await makeCustomer()
  scope.customerIds.push(customer.id)
  appId = (await makeApp(customer)).id
  await ensurePartitions(new Date(clock))
  writer = createWriter({ pool: pool('ingest'), now })
  const first = engine(writer, bus)
  await first.live.rebuild()
  await run(first.take, 110)
  first.live.tick()
  await first.live.flush(true)
}, 120_000)
afterAll(async () => {
  await writer.stop()
  await closePools()
})

function batchOf(body: string): Batch {
  const { key: _key, reports, events, ...envelope } = envelopeSchema.parse(JSON.parse(body))
  return {
    source: { customerId: scope.customerIds[0] ?? '', appId, keyId: randomUUID(), simulated: true },
    envelope,
    receivedAt: clock,
    reports: reports.map((report) => checkReport(report)).filter((report) => typeof report !== 'string'),
    events: events.map((event) => checkEvent(event)).filter((event) => typeof event !== 'string'),
    rejected: [],
  }
}

async function run(take: ReturnType<typeof createTaker>, seconds: number) {
  let open: Promise<unknown>[] = []
  const traffic = createTraffic(new Map([['support-chat', 'sk_test']]), {
    now,
    uuid: () => randomUUID(),
    post: async (body) => {
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
}

/** Every call as a screen would be told of it now. */
async function frames(from: Bus): Promise<SessionFrame[]> {
  const { sessions } = await listSessions(scope, { limit: 50 })
  const told = sessions.map(({ sessionId }) => from.request(subjects.sessionSnapshot, { sessionId }))
  return (await Promise.all(told)) as SessionFrame[]
}

/** Everybody as a screen would be told of them now. */
async function everybody(from: Bus): Promise<Map<string, ParticipantView>> {
  const people = (await frames(from)).flatMap(({ participants }) => participants)
  return new Map(people.map((person) => [person.participantId, person]))
}

describe('a chat in Postgres', () => {
  test('the wall names what is wrong with chats that have no call, and with calls whose chat is bad', async () => {
    const wall = (await bus.request(subjects.wallSnapshot, {})) as WallNews
    const rows = wall.attention?.filter((row) => row.appId === appId) ?? []
    const chats = rows.filter(({ name }) => name.startsWith('Chat '))
    expect(chats.map(({ band }) => band)).toContain('bad')
    expect(chats.every(({ reason }) => reason === 'messages failed' || reason === 'message delay')).toBe(true)
    const tickets = rows.filter(({ name }) => name.startsWith('Ticket '))
    expect(tickets.length).toBeGreaterThan(0)
    expect(tickets.every(({ band }) => band !== 'bad')).toBe(true)
    expect(wall.tiles.find((tile) => tile.appId === appId)).toMatchObject({ joinFailures: 0 })
  })

  test('the finding names the trouble and, since both people of a chat suffer, the server', async () => {
    const found = (await frames(bus)).flatMap(({ session, findings }) =>
      findings.map((finding) => ({ ...finding, name: session.name })),
    )
    const open = found.filter(({ clearedAt }) => clearedAt === null)
    const chats = open.filter(({ name }) => name?.startsWith('Chat '))
    expect(new Set(chats.map(({ kind }) => kind))).toContain('chat-messages-failing')
    expect(chats.some(({ side, rank }) => side === 'server' && rank === 1)).toBe(true)
    const others = open.filter(({ kind }) => !kind.startsWith('chat-') && kind !== 'relay-used')
    expect(
      others.map(({ kind, name, confidence, evidence }) => ({ kind, name, confidence, evidence })),
    ).toEqual([])
  })

  test('an engine that starts again knows every chat as the one before did', async () => {
    const otherBus = inProcessBus(fail)
    await engine(writer, otherBus).live.rebuild()
    const [before, after] = [await everybody(bus), await everybody(otherBus)]
    expect(after.size).toBe(before.size)
    for (const [id, { chat, score, band }] of before) {
      const { bandSince: _since, ...known } = after.get(id)?.chat ?? { bandSince: 0 }
      const { bandSince: _before, ...told } = chat ?? { bandSince: 0 }
      expect(known).toEqual(told)
      if (band === 'unknown' || chat === null) continue
      expect(after.get(id)?.score ?? 0).toBeCloseTo(score ?? 0, 6)
    }
  })

  test('the chart of a chat, made from what is stored, ends where the live one stands', async () => {
    const { sessions } = await listSessions(scope, { limit: 50 })
    const chat = sessions.find(({ name }) => name?.startsWith('Chat '))
    const live = await everybody(bus)
    const series = await readSeries(scope, chat?.sessionId ?? '', {}, clock)
    expect(series?.participants).toHaveLength(2)
    for (const { participantId, values } of series?.participants ?? []) {
      const scores = values[pointMetrics.indexOf('score')] ?? []
      expect(scores.some((score) => score === 4.5)).toBe(true)
      expect(scores.at(-1)).toBeCloseTo(live.get(participantId)?.score ?? 0, 6)
    }
  })

  test('the saved view of a participant tells of the chat', async () => {
    const { sessions } = await listSessions(scope, { limit: 50 })
    const chat = sessions.find(({ name }) => name?.startsWith('Chat '))
    const detail = await readSession(scope, chat?.sessionId ?? '', clock)
    expect(detail?.participants.every((person) => (person.chat?.whole.sent ?? 0) > 10)).toBe(true)
    expect(detail?.participants.every((person) => person.tracks.length === 0)).toBe(true)
  })
})
