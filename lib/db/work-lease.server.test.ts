import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { closePools, pool } from './pools.server.ts'
import { holdsLease, recordProgress, releaseLease, takeLease } from './work-lease.server.ts'

afterAll(closePools)
const db = () => pool('worker')

test('one holder at a time; the next one has a higher fence, and the old one holds nothing', async () => {
  const name = `test ${randomUUID()}`
  const first = await takeLease(db(), name, 'a', 60_000)
  if (!first) throw new Error('a free lease was refused')
  expect(await takeLease(db(), name, 'b', 60_000)).toBeNull()
  expect(await takeLease(db(), name, 'a', 60_000)).toEqual(first)
  await releaseLease(db(), first)
  const second = await takeLease(db(), name, 'b', 60_000)
  expect(Number(second?.fence)).toBe(Number(first.fence) + 1)
  expect(await holdsLease(db(), first)).toBe(false)
  expect(second && (await holdsLease(db(), second))).toBe(true)
})

test('many at once: exactly one gets it', async () => {
  const name = `test ${randomUUID()}`
  const got = await Promise.all(Array.from({ length: 8 }, (_, i) => takeLease(db(), name, `${i}`, 60_000)))
  expect(got.filter((one) => one !== null)).toHaveLength(1)
})

test('progress is recorded by the holder alone', async () => {
  const name = `test ${randomUUID()}`
  const held = await takeLease(db(), name, 'a', 60_000)
  if (!held) throw new Error('a free lease was refused')
  const at = new Date('2026-11-25T02:00:00Z')
  await recordProgress(db(), { name, fence: '99' }, new Date(0))
  await recordProgress(db(), held, at)
  const { rows } = await db().query('SELECT progress FROM work_lease WHERE name = $1', [name])
  expect(rows[0]?.progress).toEqual(at)
})
