import { v7 as uuidv7 } from 'uuid'
import { afterAll, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCall } from '#lib/db/test-calls.server.ts'
import { makeApp, makeCustomer } from '#lib/db/test-customers.server.ts'
import { readStatusOf } from '../read-status.server.ts'
import { recordStatus, type Streaks } from './record-status.server.ts'

afterAll(closePools)

const start = Date.now()
const secondsOn = (seconds: number) => new Date(start + seconds * 1000)

type Tracks = { type: string; source: string; band: string; state: string }[]
const track = (type: string, source: string, band: string) => ({ type, source, band, state: 'active' })
const goodCall: Tracks = [track('inbound-audio', 'mic', 'good'), track('inbound-video', 'camera', 'good')]

/** A live call of one customer with this many people, all of them heard from at `at`. */
async function liveCall(people: number, at: Date) {
  const app = await makeApp(await makeCustomer())
  const call = await makeCall(app, { state: 'live', startedAt: new Date(start - 600_000) })
  const ids = [call.participantId]
  for (let i = 1; i < people; i++) {
    const id = uuidv7()
    await pool('owner').query(
      `INSERT INTO participant (customer_id, id, session_id, external_id, joined_at, model) VALUES ($1, $2, $3, $4, now(), 'test')`,
      [app.customerId, id, call.sessionId, `p${i}`],
    )
    ids.push(id)
  }
  await tell(call.sessionId, at, goodCall, 'eu-west')
  return { ...call, ids }
}

async function tell(sessionId: string, at: Date, tracks: Tracks, region: string) {
  await pool('owner').query(
    `UPDATE participant SET last_report_at = $2, band = 'good', view = $3 WHERE session_id = $1`,
    [sessionId, at, JSON.stringify({ tracks, region, chat: null })],
  )
}

async function findSpans(customerId: string, kind: string) {
  const { rows } = await pool('owner').query<{
    state: string
    from: number
    to: number | null
    because: string
  }>(
    `SELECT s.state, round(extract(epoch FROM s.started_at) - $3)::int AS from,
            round(extract(epoch FROM s.ended_at) - $3)::int AS to, s.because
       FROM component_span s JOIN component k ON k.id = s.component_id
      WHERE s.customer_id = $1 AND k.kind = $2 ORDER BY s.started_at`,
    [customerId, kind, start / 1000],
  )
  return rows
}

const look = (streaks: Streaks, seconds: number, engineListens = true) =>
  recordStatus(pool('worker'), { streaks, engineListens, now: secondsOn(seconds) })

test('the first call makes the components, and a region by its name', async () => {
  const { customerId } = await liveCall(4, secondsOn(0))
  await look(new Map(), 5)
  const status = await readStatusOf(customerId, secondsOn(6), async () => true)
  expect(status?.components.map(({ name, state, word }) => [name, state, word])).toEqual([
    ['Joining', 'idle', 'Nobody joining'],
    ['Audio', 'operational', 'Operational'],
    ['Video', 'operational', 'Operational'],
    ['Screen share', 'idle', 'Not in use'],
    ['Chat', 'idle', 'Not in use'],
    ['Region eu-west', 'operational', 'Operational'],
  ])
  expect(status?.whose).toMatchObject({ side: 'none', people: 4, troubled: 0 })
})

test('bad sound turns audio after two looks, and good sound back after three', async () => {
  const call = await liveCall(6, secondsOn(0))
  const streaks: Streaks = new Map()
  await look(streaks, 1)
  const bad = [track('inbound-audio', 'mic', 'bad'), track('inbound-video', 'camera', 'good')]
  for (const [seconds, tracks] of [
    [30, bad],
    [60, bad],
    [90, goodCall],
    [120, goodCall],
    [150, goodCall],
  ] as const) {
    await tell(call.sessionId, secondsOn(seconds), [...tracks], 'eu-west')
    await look(streaks, seconds + 1)
  }
  expect(await findSpans(call.customerId, 'audio')).toMatchObject([
    { state: 'operational', from: 1, to: 31 },
    {
      state: 'major-outage',
      from: 31,
      to: 91,
      because: '6 of 6 people with audio had trouble, 0 of them on their own side',
    },
    { state: 'operational', from: 91, to: null },
  ])
  expect(await findSpans(call.customerId, 'video')).toHaveLength(1)
})

test('trouble in people’s own networks makes it degraded, and the page says whose side it is', async () => {
  const call = await liveCall(6, secondsOn(0))
  const streaks: Streaks = new Map()
  await pool('owner').query(
    `INSERT INTO finding (customer_id, id, session_id, app_id, kind, model, participant_id, direction, side, severity,
                          confidence, owner, opened_at, raised_at, affected)
     SELECT $1, gen_random_uuid(), $2, $3, 'downlink-packet-loss', 'test', p, 'receive', 'network-down', 'major', 'high',
            'customer-it', $4, $4, '{}' FROM unnest($5::uuid[]) p`,
    [call.customerId, call.sessionId, call.appId, secondsOn(0), call.ids.slice(0, 5)],
  )
  await look(streaks, 1)
  await look(streaks, 31)
  expect((await findSpans(call.customerId, 'audio')).at(-1)).toMatchObject({ state: 'degraded' })
  const status = await readStatusOf(call.customerId, secondsOn(32), async () => true)
  expect(status?.whose).toMatchObject({ side: 'own', troubled: 5 })
})

test('silence is unknown at once, and what nobody looked at stays a gap for ever', async () => {
  const call = await liveCall(3, secondsOn(0))
  const streaks: Streaks = new Map()
  await look(streaks, 1)
  await look(streaks, 91) // nobody heard from for 90 s
  await tell(call.sessionId, secondsOn(600), goodCall, 'eu-west')
  await look(new Map(), 601) // another recorder, minutes later
  expect(await findSpans(call.customerId, 'audio')).toMatchObject([
    { state: 'operational', from: 1, to: 91 },
    { state: 'no-data', from: 91, to: 211 },
    { state: 'operational', from: 601, to: null },
  ])
})

test('two recorders at once write nothing twice', async () => {
  const { customerId } = await liveCall(3, secondsOn(0))
  await Promise.all([look(new Map(), 1), look(new Map(), 1)])
  await Promise.all([look(new Map(), 31), look(new Map(), 31)])
  expect(await findSpans(customerId, 'audio')).toHaveLength(1)
})
