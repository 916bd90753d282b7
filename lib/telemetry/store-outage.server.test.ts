import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Embedded, startEmbedded } from '#lib/db/embedded.server.ts'
import { createWriter, type Writer } from './write.server.ts'

// A Postgres of its own, because this test takes it away. Only the two tables the writer needs, no roles.
const dataDir = mkdtempSync(join(tmpdir(), 'earshot-outage-'))
let embedded: Embedded
let pool: pg.Pool
let writer: Writer

const tables = `
  CREATE TABLE telemetry (customer_id uuid, participant_id uuid, boot_no bigint, seq int, day date, session_id uuid,
    at timestamptz, received_at timestamptz, payload bytea, PRIMARY KEY (boot_no, seq));
  CREATE TABLE event (customer_id uuid, session_id uuid, participant_id uuid, boot_no bigint, seq int, day date,
    at timestamptz, received_at timestamptz, clamped bool, type text, connection int, track int, data jsonb,
    PRIMARY KEY (boot_no, seq));`

beforeAll(async () => {
  embedded = await startEmbedded({ dataDir, port: 0 })
  pool = new pg.Pool({ connectionString: embedded.url, connectionTimeoutMillis: 3_000 })
  pool.on('error', () => {})
  await pool.query(tables)
  writer = createWriter({ pool, now: Date.now })
})
afterAll(async () => {
  await writer.stop()
  await pool.end()
  await embedded.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const ids = {
  customerId: randomUUID(),
  appId: randomUUID(),
  sessionId: randomUUID(),
  participantId: randomUUID(),
}
const write = (seq: number) =>
  writer.write({
    binding: { ...ids, bootNo: 1, day: '2026-11-23' },
    receivedAt: 0,
    reports: [{ at: 0, clamped: false, report: [seq, 0, [], []] }],
    events: [],
  })

test('Postgres killed in the middle of traffic: refused writes are refused soon, and nothing acked is lost', async () => {
  const acked: number[] = []
  const refused: number[] = []
  let seq = 0
  const sendOne = async (number: number) => {
    await write(number).then(
      () => acked.push(number),
      () => refused.push(number),
    )
  }
  const burst = () => Promise.all(Array.from({ length: 40 }, () => sendOne(seq++)))
  for (let round = 0; round < 3; round++) {
    await burst()
    const during = burst()
    await embedded.stop()
    await during
    expect(writer.stats().queueDepth).toBe(0)
    const before = refused.length
    await burst()
    expect(refused.length - before).toBe(40)
    expect(writer.stats()).toMatchObject({ storeUp: false, storeDownSince: expect.any(Number) })
    embedded = await startEmbedded({ dataDir, port: Number(new URL(embedded.url).port) })
    // nobody writes: the writer finds out by itself that the store is back
    await vi.waitFor(() => expect(writer.stats().storeUp).toBe(true), { timeout: 5_000, interval: 20 })
  }
  for (const number of refused.splice(0)) await sendOne(number)
  expect(refused).toEqual([])
  const { rows } = await pool.query('SELECT array_agg(seq ORDER BY seq) AS seqs FROM telemetry')
  expect(rows[0].seqs).toEqual(Array.from({ length: seq }, (_, i) => i))
  expect([...acked].sort((a, b) => a - b)).toEqual(rows[0].seqs)
})
