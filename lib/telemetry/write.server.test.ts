import { randomInt, randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ensurePartitions } from '#lib/db/partitions.server.ts'
import { pool } from '#lib/db/pools.server.ts'
import { makeApp, makeCustomer } from '#lib/db/test-customers.server.ts'
import type { Binding, RowsToWrite } from './batch.ts'
import type { WireReport } from './columns.ts'
import type { EventData } from './event-types.ts'
import { StoreUnavailable } from './store-unavailable.ts'
import { createWriter, type Writer } from './write.server.ts'

const now = Date.now()
let writer: Writer
let customerId: string
let appId: string

beforeAll(async () => {
  await ensurePartitions(new Date(now))
  const customer = await makeCustomer()
  customerId = customer.id
  appId = (await makeApp(customer)).id
  writer = createWriter({ pool: pool('ingest'), now: Date.now })
})
afterAll(() => writer.stop())

const newBinding = (): Binding => ({
  customerId,
  appId,
  sessionId: randomUUID(),
  participantId: randomUUID(),
  bootNo: randomInt(2 ** 40),
  day: new Date(now).toISOString().slice(0, 10),
})
const report = (seq: number): WireReport => [seq, now, [[0, 1.5, null]], [[0, 0, 3, 100 + seq, -1]]]
function rows(binding: Binding, seqs: number[], eventData: EventData[] = []): RowsToWrite {
  return {
    binding,
    receivedAt: now,
    reports: seqs.map((seq) => ({ at: now + seq, clamped: false, report: report(seq) })),
    events: eventData.map((data, i) => ({
      at: now,
      clamped: i === 0,
      event: { seq: 1_000 + i, t: now, type: 'log' as const, data, ...(i === 0 ? { track: 4 } : {}) },
    })),
  }
}
async function stored(binding: Binding) {
  const telemetry = await pool('owner').query(
    'SELECT seq, at, payload FROM telemetry WHERE boot_no = $1 ORDER BY seq',
    [binding.bootNo],
  )
  const events = await pool('owner').query('SELECT * FROM event WHERE boot_no = $1 ORDER BY seq', [
    binding.bootNo,
  ])
  return { telemetry: telemetry.rows, events: events.rows }
}

describe('group commit', () => {
  test('what is written is what is read, to the last quote and backslash', async () => {
    const binding = newBinding()
    const data = { message: 'a "b" \\ {c,d} \n ü 🎧 NULL', level: 'error', n: -1.5, yes: true, none: null }
    const written = await writer.write(rows(binding, [1, 2], [data, {}]))
    expect(written).toMatchObject({ reports: [true, true], events: [true, true] })
    const { telemetry, events } = await stored(binding)
    expect(telemetry.map(({ payload }) => JSON.parse(payload.toString()))).toEqual([report(1), report(2)])
    expect(telemetry[0].at.getTime()).toBe(now + 1)
    expect(events[0]).toMatchObject({ type: 'log', clamped: true, track: 4, connection: null, data })
    expect(events[1]).toMatchObject({ clamped: false, track: null, data: {} })
  })

  test('writes of one moment share a transaction', async () => {
    const before = writer.stats().flushes
    await Promise.all(Array.from({ length: 50 }, () => writer.write(rows(newBinding(), [1, 2]))))
    expect(writer.stats().flushes - before).toBeLessThanOrEqual(5)
  })

  test('a batch sent ten times at once, shuffled, is stored once and told apart', async () => {
    const binding = newBinding()
    const shuffled = [
      [3, 1, 2],
      [2, 3, 1],
      [1, 2, 3],
      [3, 2, 1],
      [1, 3, 2],
    ]
    const all = await Promise.all(
      [...shuffled, ...shuffled].map((seqs) => writer.write(rows(binding, seqs, [{}]))),
    )
    expect(all.flatMap(({ reports }) => reports).filter(Boolean)).toHaveLength(3)
    expect(all.flatMap(({ events }) => events).filter(Boolean)).toHaveLength(1)
    const again = await writer.write(rows(binding, [1, 2, 3, 4], [{}]))
    expect(again).toMatchObject({ reports: [false, false, false, true], events: [false] })
    const { telemetry, events } = await stored(binding)
    expect([telemetry.length, events.length]).toEqual([4, 1])
  })

  test('the same row twice within one write is new once', async () => {
    const written = await writer.write(rows(newBinding(), [7, 7, 8]))
    expect(written.reports).toEqual([true, false, true])
  })

  test('two engines that write the same rows in opposite order end with one copy of each', async () => {
    const other = createWriter({ pool: pool('ingest'), now: Date.now })
    const binding = newBinding()
    const seqs = Array.from({ length: 400 }, (_, i) => i)
    const [up, down] = await Promise.all([
      writer.write(rows(binding, seqs)),
      other.write(rows(binding, [...seqs].reverse())),
    ])
    expect([...up.reports, ...down.reports].filter(Boolean)).toHaveLength(400)
    expect((await stored(binding)).telemetry).toHaveLength(400)
    await other.stop()
  })

  test('an empty write is answered too', async () => {
    expect(await writer.write(rows(newBinding(), []))).toMatchObject({ reports: [], events: [] })
  })
})

describe('a row the database cannot hold', () => {
  test('is named, and every other row of the flush is stored', async () => {
    const [good, bad] = [newBinding(), newBinding()]
    const poison = rows(bad, [1, 2], [{ message: 'fine' }, { message: 'a\0b' }])
    const [first, second] = await Promise.all([writer.write(rows(good, [1, 2])), writer.write(poison)])
    expect(first).toMatchObject({ reports: [true, true] })
    expect(second).toMatchObject({ reports: [true, true], events: [true, false], refused: [3] })
    expect((await stored(good)).telemetry).toHaveLength(2)
    expect((await stored(bad)).events).toHaveLength(1)
    expect(writer.stats().storeUp).toBe(true)
  })

  test('a write whose day has no partition fails alone', async () => {
    const good = newBinding()
    const lost = { ...newBinding(), day: '2001-01-01' }
    const [first, second] = await Promise.allSettled([
      writer.write(rows(good, [1])),
      writer.write(rows(lost, [1])),
    ])
    expect(first).toMatchObject({ status: 'fulfilled', value: { reports: [true] } })
    expect(second.status).toBe('rejected')
  })
})

describe('when the store fails', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

  test('everything that waits is refused as unavailable, and nothing is tried again for a moment', async () => {
    let clock = now
    let tries = 0
    const connect = () => {
      tries++
      return Promise.reject(refused)
    }
    const broken = { connect, query: () => Promise.reject(refused) }
    const one = createWriter({ pool: broken as unknown as Pool, now: () => clock })
    const results = await Promise.allSettled([
      one.write(rows(newBinding(), [1])),
      one.write(rows(newBinding(), [1])),
    ])
    for (const result of results)
      expect(result).toMatchObject({ reason: { name: 'StoreUnavailable', reason: 'down' } })
    await expect(one.write(rows(newBinding(), [1]))).rejects.toBeInstanceOf(StoreUnavailable)
    expect(tries).toBe(1)
    expect(one.stats()).toMatchObject({
      storeUp: false,
      storeDownSince: now,
      queueDepth: 0,
      queuedRows: 0,
      queuedBytes: 0,
    })
    clock += 1_000
    await expect(one.write(rows(newBinding(), [1]))).rejects.toBeInstanceOf(StoreUnavailable)
    expect(tries).toBe(2)
    await one.stop()
  })

  test('a flush that lost a race for its rows is written again at once, and nobody notices', async () => {
    const real = pool('ingest')
    let deadlocks = 1
    const racing = {
      async connect() {
        const client = await real.connect()
        return new Proxy(client, {
          get(target, name) {
            if (name === 'release') return () => target.release()
            if (name !== 'query') return Reflect.get(target, name)
            return (config: string | object) =>
              typeof config === 'object' && deadlocks-- > 0
                ? Promise.reject(Object.assign(new Error('deadlock detected'), { code: '40P01' }))
                : target.query(config as string)
          },
        })
      },
    }
    const one = createWriter({ pool: racing as unknown as Pool, now: Date.now })
    expect((await one.write(rows(newBinding(), [1, 2]))).reports).toEqual([true, true])
    expect(one.stats().storeUp).toBe(true)
    await one.stop()
  })

  test('a commit whose outcome is unknown is not acked; sent again it is a duplicate', async () => {
    const binding = newBinding()
    const real = pool('ingest')
    const cut = {
      async connect() {
        const client = await real.connect()
        return new Proxy(client, {
          get(target, name) {
            if (name === 'release') return () => target.release()
            if (name !== 'query') return Reflect.get(target, name)
            return async (config: string | object) => {
              const done = await target.query(config as string)
              if (typeof config === 'string') return done
              throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' })
            }
          },
        })
      },
      query: () => Promise.reject(refused),
    }
    const one = createWriter({ pool: cut as unknown as Pool, now: Date.now })
    await expect(one.write(rows(binding, [1, 2]))).rejects.toBeInstanceOf(StoreUnavailable)
    expect((await writer.write(rows(binding, [1, 2]))).reports).toEqual([false, false])
    await one.stop()
  })

  test('a store that hangs fills the queue to its bound, refuses the rest at once, and lets waiting writes go', async () => {
    const hanging = { connect: () => new Promise(() => {}), query: () => new Promise(() => {}) }
    const one = createWriter({
      pool: hanging as unknown as Pool,
      now: Date.now,
      maxQueuedRows: 20,
      connectMs: 120,
      waitMs: 40,
      gapMs: 0,
    })
    const first = one.write(rows(newBinding(), [1]))
    const settled = Promise.allSettled([first])
    await vi.waitFor(() => expect(one.stats().inFlight).toBe(true), { interval: 1 })
    const queued = Array.from({ length: 10 }, () => one.write(rows(newBinding(), [1, 2])))
    const waiting = Promise.allSettled(queued)
    await expect(one.write(rows(newBinding(), [1]))).rejects.toMatchObject({ reason: 'overloaded' })
    for (const result of await waiting) expect(result).toMatchObject({ reason: { reason: 'timeout' } })
    expect(await settled).toMatchObject([{ reason: { reason: 'down' } }])
    expect(one.stats()).toMatchObject({ queueDepth: 0, queuedRows: 0, queuedBytes: 0 })
    await one.stop()
  })

  test('a stopping writer writes what waits and takes nothing more', async () => {
    const one = createWriter({ pool: pool('ingest'), now: Date.now, gapMs: 10_000 })
    await one.write(rows(newBinding(), [1]))
    const binding = newBinding()
    const last = one.write(rows(binding, [1]))
    await one.stop()
    expect((await last).reports).toEqual([true])
    await expect(one.write(rows(binding, [2]))).rejects.toMatchObject({ reason: 'stopping' })
  })
})
