import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deleteReleased } from './frozen.server.ts'
import { dropExpired, ensurePartitionsBetween } from './partitions.server.ts'
import { closePools, pool } from './pools.server.ts'
import { keepTelemetry, makeCall, type TestCall } from './test-calls.server.ts'
import { makeApp, makeCustomer, type TestApp } from './test-customers.server.ts'

const dayMs = 86_400_000
const now = new Date()
/** Older than every retention but that of summaries: reports, events and minutes of that day go. */
const old = new Date(now.getTime() - 800 * dayMs)
let app: TestApp
beforeAll(async () => {
  await pool('owner').query('UPDATE customer SET telemetry_retention_days = 14')
  app = await makeApp(await makeCustomer())
})
afterAll(closePools)

let pinned: TestCall
let unpinned: TestCall
beforeEach(async () => {
  await ensurePartitionsBetween(old, 1)
  pinned = await makeCall(app, { startedAt: old })
  unpinned = await makeCall(app, { startedAt: old })
  for (const call of [pinned, unpinned]) await keepTelemetry(call, 3)
  await pin(pinned)
})

const pin = (call: TestCall) =>
  pool('owner').query('UPDATE session SET pinned_at = now(), unpinned_at = NULL WHERE id = $1', [
    call.sessionId,
  ])
const unpin = (call: TestCall, at: Date) =>
  pool('owner').query('UPDATE session SET pinned_at = NULL, unpinned_at = $2 WHERE id = $1', [
    call.sessionId,
    at,
  ])

/** Rows of this call: reports, events and minutes in partitions, and frozen ones. */
async function rowsOf({ sessionId }: TestCall): Promise<{ there: number[]; frozen: number[] }> {
  const count = async (tables: string[]) => {
    const found = await Promise.all(
      tables.map((table) =>
        pool('owner').query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE session_id = $1`, [
          sessionId,
        ]),
      ),
    )
    return found.map(({ rows }) => rows[0]?.n ?? -1)
  }
  return {
    there: await count(['telemetry', 'event', 'participant_minute']),
    frozen: await count(['frozen_telemetry', 'frozen_event', 'frozen_minute']),
  }
}
const gone = { there: [0, 0, 0], frozen: [0, 0, 0] }
const frozen = { there: [0, 0, 0], frozen: [3, 3, 3] }
const untouched = { there: [3, 3, 3], frozen: [0, 0, 0] }

describe('when a day is dropped', () => {
  test('what is pinned stays, what is not goes', async () => {
    await dropExpired(now)
    expect(await rowsOf(pinned)).toEqual(frozen)
    expect(await rowsOf(unpinned)).toEqual(gone)
  })

  test('the frozen rows are the rows that were there, byte for byte', async () => {
    const all = (table: string) =>
      pool('owner').query(
        `SELECT customer_id, participant_id, boot_no, seq, day, session_id, at, received_at, payload FROM ${table}
          WHERE session_id = $1 ORDER BY seq`,
        [pinned.sessionId],
      )
    const before = (await all('telemetry')).rows
    await dropExpired(now)
    expect((await all('frozen_telemetry')).rows).toEqual(before)
  })

  test('two workers at once keep everything once', async () => {
    await Promise.all([dropExpired(now), dropExpired(now)])
    await dropExpired(now)
    expect(await rowsOf(pinned)).toEqual(frozen)
    expect(await rowsOf(unpinned)).toEqual(gone)
  })

  test.each(['telemetry', 'event', 'participant_minute'] as const)(
    'a worker that dies between copying and dropping %s loses nothing and doubles nothing',
    async (dies) => {
      const beforeDrop = (kind: string) => {
        if (kind === dies) throw new Error('killed')
      }
      await expect(dropExpired(now, { beforeDrop })).rejects.toThrow('killed')
      const { there, frozen: copied } = await rowsOf(pinned)
      expect(there.map((n, i) => n + (copied[i] ?? 0))).toEqual([3, 3, 3])
      await dropExpired(now)
      expect(await rowsOf(pinned)).toEqual(frozen)
    },
  )

  test('a call unpinned an hour ago is kept, one unpinned eight days ago is not', async () => {
    await unpin(pinned, new Date(now.getTime() - 3_600_000))
    await unpin(unpinned, new Date(now.getTime() - 8 * dayMs))
    await dropExpired(now)
    expect(await rowsOf(pinned)).toEqual(frozen)
    expect(await rowsOf(unpinned)).toEqual(gone)
  })

  test('a day that is made and dropped again adds to what is frozen, and changes nothing of it', async () => {
    await dropExpired(now)
    await ensurePartitionsBetween(old, 1)
    await keepTelemetry(pinned, 4)
    await dropExpired(now)
    expect((await rowsOf(pinned)).frozen).toEqual([4, 4, 4])
  })
})

describe('after unpinning', () => {
  beforeEach(() => dropExpired(now))

  test('frozen evidence waits for the grace, then goes; the call itself stays', async () => {
    await unpin(pinned, now)
    await deleteReleased(new Date(now.getTime() + 6.9 * dayMs))
    expect(await rowsOf(pinned)).toEqual(frozen)
    const after = new Date(now.getTime() + 7.1 * dayMs)
    await Promise.all([deleteReleased(after), deleteReleased(after)])
    expect(await rowsOf(pinned)).toEqual(gone)
    const { rows } = await pool('owner').query('SELECT unpinned_at FROM session WHERE id = $1', [
      pinned.sessionId,
    ])
    expect(rows).toEqual([{ unpinned_at: null }])
  })

  test('pinning again within the grace saves it', async () => {
    await unpin(pinned, now)
    await pin(pinned)
    await deleteReleased(new Date(now.getTime() + 30 * dayMs))
    expect(await rowsOf(pinned)).toEqual(frozen)
  })
})

test('evidence whose day is still there is left alone', async () => {
  await unpin(pinned, now)
  await deleteReleased(new Date(now.getTime() + 30 * dayMs))
  expect(await rowsOf(pinned)).toEqual(untouched)
})
