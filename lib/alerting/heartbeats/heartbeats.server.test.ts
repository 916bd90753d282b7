import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { applySignal } from '../alerts/apply-signal.server.ts'
import { makeSetter, type Setter } from '../intake/source-for-tests.server.ts'
import { beatHandler } from './beat.server.ts'
import { addHeartbeat, disableHeartbeat, listHeartbeats, rotateHeartbeat } from './heartbeats.server.ts'
import { watchHeartbeats } from './watch.server.ts'

const start = Date.parse('2027-03-01T10:00:00Z')
const clock = { now: start }
const minute = 60_000
let base: string
const server = createServer(
  beatHandler({ pool: pool('ingest'), now: () => clock.now, patienceMs: 30_000, onError: () => undefined }),
)

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.close()
  await closePools()
})

async function make(given: { intervalMs?: number; graceMs?: number } = {}) {
  clock.now = start
  const setter = await makeSetter()
  const asked = {
    customerId: setter.customer.id,
    name: 'Nightly backup',
    intervalMs: 5 * minute,
    graceMs: minute,
    severity: 'critical' as const,
    ...given,
  }
  const { heartbeatId, url } = await addHeartbeat(setter.member, asked, new Date(start))
  return { setter, id: heartbeatId, path: new URL(url).pathname }
}
const beat = async (path: string, method = 'POST') => (await fetch(base + path, { method })).status
const watch = () => watchHeartbeats(pool('worker'), applySignal, new Date(clock.now))
const stateOf = async ({ member }: Setter) => (await listHeartbeats(member.scope))[0]?.state
async function alertsOf({ customer }: Setter) {
  const { rows } = await pool('owner').query(
    'SELECT title, summary, severity, state, source, resolve_reason AS reason FROM alert WHERE customer_id = $1 ORDER BY opened_at',
    [customer.id],
  )
  return rows
}

test('one that never beat is waiting, not down', async () => {
  const { setter } = await make()
  clock.now += 365 * 24 * 60 * minute
  await watch()
  expect([await stateOf(setter), await alertsOf(setter)]).toEqual(['waiting', []])
})

test('late by interval and grace it is missing, once; the next beat ends it by itself', async () => {
  const { setter, path } = await make()
  expect(await beat(path, 'GET')).toBe(200)
  await watch()
  expect(await stateOf(setter)).toBe('healthy')
  clock.now = start + 6 * minute - 1
  await watch()
  expect(await stateOf(setter)).toBe('healthy')
  clock.now = start + 6 * minute
  await watch()
  await watch()
  expect(await stateOf(setter)).toBe('missing')
  expect(await alertsOf(setter)).toEqual([
    {
      title: 'Nightly backup has not called in',
      summary: 'Nightly backup should call every 5 minutes and is 1 minute late.',
      severity: 'critical',
      state: 'open',
      source: 'heartbeat',
      reason: null,
    },
  ])
  expect((await listHeartbeats(setter.member.scope))[0]?.alertId).not.toBeNull()
  clock.now += 10 * minute
  await beat(path)
  await watch()
  expect(await stateOf(setter)).toBe('healthy')
  expect(await alertsOf(setter)).toMatchObject([{ state: 'resolved' }])
})

test('several workers at once raise one alert', async () => {
  const { setter, path } = await make()
  await beat(path)
  clock.now += 10 * minute
  await Promise.all([watch(), watch(), watch()])
  expect(await alertsOf(setter)).toHaveLength(1)
})

test('a failing alert leaves the state as it was, to be tried again', async () => {
  const { setter, path } = await make()
  await beat(path)
  await watch()
  clock.now += 10 * minute
  await expect(
    watchHeartbeats(pool('worker'), () => Promise.reject(new Error('no')), new Date(clock.now)),
  ).rejects.toThrow('no')
  expect(await stateOf(setter)).toBe('healthy')
  await watch()
  expect(await stateOf(setter)).toBe('missing')
})

test('a rotated address counts at once, the one before no longer; nobody’s address is not found', async () => {
  const { setter, id, path } = await make()
  const { url } = await rotateHeartbeat(setter.member, id, new Date(clock.now))
  expect([
    await beat(path),
    await beat(new URL(url).pathname),
    await beat('/beat/short'),
    await beat(path, 'DELETE'),
  ]).toEqual([404, 200, 404, 405])
})

test('disabling it ends its alert, and its beats are no longer taken', async () => {
  const { setter, id, path } = await make()
  await beat(path)
  clock.now += 10 * minute
  await watch()
  await disableHeartbeat(setter.member, id, new Date(clock.now))
  await watch()
  expect(await alertsOf(setter)).toMatchObject([{ state: 'resolved', reason: 'disabled' }])
  expect(await beat(path)).toBe(404)
  await expect(disableHeartbeat(setter.member, id, new Date(clock.now))).rejects.toMatchObject({
    code: 'already-done',
  })
})

test('is nobody else’s to see, rotate or disable', async () => {
  const { setter, id } = await make()
  const stranger = await makeSetter()
  expect(await listHeartbeats(stranger.member.scope)).toEqual([])
  await expect(rotateHeartbeat(stranger.member, id, new Date(start))).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(disableHeartbeat(stranger.member, id, new Date(start))).rejects.toMatchObject({
    code: 'not-found',
  })
  const { rows } = await pool('owner').query('SELECT kind, data FROM audit WHERE subject_id = $1', [id])
  expect([rows.map(({ kind }) => kind), JSON.stringify(rows).includes('/beat/')]).toEqual([
    ['heartbeat.added'],
    false,
  ])
  expect(setter.customer.id).not.toBe(stranger.customer.id)
})

test('the longest interval does not overflow', async () => {
  const { setter, path } = await make({ intervalMs: 24 * 86_400_000, graceMs: 7 * 86_400_000 })
  await beat(path)
  clock.now += 30 * 86_400_000
  await watch()
  expect(await stateOf(setter)).toBe('healthy')
})
