import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, type TestCustomer } from '#lib/db/test-customers.server.ts'
import {
  at,
  deliver,
  eventsOf,
  fire,
  look,
  makeChannel,
  makeMaintenance,
  makeRoute,
  makeSilence,
  newMessages,
  outboxOf,
  resolve,
} from './routing.test-data.ts'

afterAll(closePools)

const minute = 60
let ours: TestCustomer
let channel: string
let fresh: () => Promise<string[]>

beforeEach(async () => {
  // what earlier tests left open is not looked at any more
  await pool('owner').query(`UPDATE alert SET closed_at = now(), state = 'resolved'`)
  await pool('owner').query('DELETE FROM notification_group; DELETE FROM escalation')
  ours = await makeCustomer()
  channel = await makeChannel(ours)
  fresh = newMessages(ours)
})

async function lookAndDeliver(seconds: number): Promise<string[]> {
  await look(at(seconds))
  const messages = await fresh()
  await deliver(ours, at(seconds))
  return messages
}

describe('a group of alerts', () => {
  test('is told after its wait, with the siblings that came meanwhile, and not again', async () => {
    await makeRoute(ours, { channelIds: [channel] })
    const a = await fire(ours, 'a', at(0))
    expect(await lookAndDeliver(0)).toEqual([])
    const b = await fire(ours, 'b', at(10))
    expect(await lookAndDeliver(29)).toEqual([])
    expect(await lookAndDeliver(30)).toEqual(['firing: first notification (Everything)'])
    expect((await outboxOf(ours))[0]).toMatchObject({ kind: 'group', channelId: channel, payload: { firing: [a, b] } })
    expect(await lookAndDeliver(31)).toEqual([])
    expect(await lookAndDeliver(10 * minute)).toEqual([])
  })

  test('is told in the very look that sees it when there is no wait', async () => {
    await makeRoute(ours, { channelIds: [channel], groupWaitMs: 0 })
    await fire(ours, 'a', at(0))
    expect(await lookAndDeliver(0)).toEqual(['firing: first notification (Everything)'])
  })

  test('that was fired while nobody looked is told at once', async () => {
    await makeRoute(ours, { channelIds: [channel] })
    await fire(ours, 'a', at(0))
    expect(await lookAndDeliver(3_600)).toEqual(['firing: first notification (Everything)'])
  })

  test('that fires and resolves inside its wait is never announced, and is forgotten', async () => {
    await makeRoute(ours, { channelIds: [channel] })
    await fire(ours, 'a', at(0))
    await lookAndDeliver(0)
    await resolve(ours, 'a', at(20))
    for (const seconds of [20, 30, 400, 4_000]) expect(await lookAndDeliver(seconds)).toEqual([])
    const { rows } = await pool('owner').query('SELECT 1 FROM notification_group WHERE customer_id = $1', [ours.id])
    expect(rows).toEqual([])
  })

  test('tells changes at its interval, some resolved, then all', async () => {
    await makeRoute(ours, { channelIds: [channel], groupWaitMs: 0 })
    await fire(ours, 'a', at(0))
    await lookAndDeliver(0)
    await fire(ours, 'b', at(60))
    expect(await lookAndDeliver(60)).toEqual([])
    expect(await lookAndDeliver(5 * minute)).toEqual(['firing: new alerts added (Everything)'])
    await resolve(ours, 'a', at(6 * minute))
    expect(await lookAndDeliver(10 * minute)).toEqual(['firing: some alerts resolved (Everything)'])
    await resolve(ours, 'b', at(11 * minute))
    expect(await lookAndDeliver(15 * minute)).toEqual(['resolved: all alerts resolved (Everything)'])
    expect(await lookAndDeliver(20 * minute)).toEqual([])
  })

  test('repeats at its repeat interval, rounded up to a tick', async () => {
    await makeRoute(ours, { channelIds: [channel], groupWaitMs: 0, repeatIntervalMs: 7 * minute * 1_000 })
    await fire(ours, 'a', at(0))
    await lookAndDeliver(0)
    for (const minutes of [5, 7]) expect(await lookAndDeliver(minutes * minute)).toEqual([])
    expect(await lookAndDeliver(10 * minute)).toEqual(['firing: repeat interval elapsed (Everything)'])
  })

  test('whose message failed is tried again as a whole at the next tick', async () => {
    await makeRoute(ours, { channelIds: [channel], groupWaitMs: 0 })
    await fire(ours, 'a', at(0))
    await look(at(0))
    await deliver(ours, at(0), false)
    await fresh()
    expect(await lookAndDeliver(4 * minute)).toEqual([])
    expect(await lookAndDeliver(5 * minute)).toEqual(['firing: first notification (Everything)'])
  })

  test('has one message under way at a time', async () => {
    await makeRoute(ours, { channelIds: [channel], groupWaitMs: 0 })
    await fire(ours, 'a', at(0))
    await look(at(0))
    await fire(ours, 'b', at(1))
    for (const minutes of [5, 10, 15]) await look(at(minutes * minute))
    expect(await fresh()).toEqual(['firing: first notification (Everything)'])
    await deliver(ours, at(16 * minute))
    expect(await lookAndDeliver(20 * minute)).toEqual(['firing: new alerts added (Everything)'])
  })

  test('whose message was sent though nobody said so takes the outbox’s word for it', async () => {
    await makeRoute(ours, { channelIds: [channel], groupWaitMs: 0 })
    await fire(ours, 'a', at(0))
    await look(at(0))
    await pool('owner').query(`UPDATE outbox SET status = 'sent' WHERE customer_id = $1`, [ours.id])
    await fresh()
    expect(await lookAndDeliver(5 * minute)).toEqual([])
    await resolve(ours, 'a', at(6 * minute))
    expect(await lookAndDeliver(10 * minute)).toEqual(['resolved: all alerts resolved (Everything)'])
  })

  test('is told of its end though its route is gone', async () => {
    const route = await makeRoute(ours, { channelIds: [channel], groupWaitMs: 0 })
    await fire(ours, 'a', at(0))
    await lookAndDeliver(0)
    await pool('owner').query('DELETE FROM route WHERE id = $1', [route])
    await resolve(ours, 'a', at(60))
    expect(await lookAndDeliver(5 * minute)).toEqual(['resolved: all alerts resolved (Last resort)'])
  })

  test('is told again when it got worse', async () => {
    await makeRoute(ours, { channelIds: [channel], groupWaitMs: 0 })
    await fire(ours, 'a', at(0), { severity: 'minor' })
    await lookAndDeliver(0)
    await fire(ours, 'a', at(60), { severity: 'critical' })
    expect(await lookAndDeliver(5 * minute)).toEqual(['firing: it got worse (Everything)'])
    expect(await lookAndDeliver(10 * minute)).toEqual([])
  })
})

describe('without a route', () => {
  test('every channel that serves the customer is told', async () => {
    await fire(ours, 'a', at(0))
    await look(at(30))
    await look(at(30))
    const channels = (await outboxOf(ours)).map(({ channelId }) => channelId)
    expect(channels).toContain(channel)
  })

  test('and without a channel the timeline says that nobody is told, once', async () => {
    const lonely = await makeCustomer()
    const a = await fire(lonely, 'a', at(0))
    for (const seconds of [0, 1, 400]) await look(at(seconds))
    expect((await eventsOf(a)).map(({ kind, data }) => [kind, data.code])).toEqual([
      ['opened', undefined],
      ['notify-failed', 'nobody-to-tell'],
    ])
  })
})

describe('maintenance and silences', () => {
  beforeEach(() => makeRoute(ours, { channelIds: [channel], groupIntervalMs: 60_000 }))

  test('fires inside the window: it is kept, marked, and nobody is told', async () => {
    await makeMaintenance(ours, at(0), 3_600_000)
    const a = await fire(ours, 'a', at(60))
    for (const seconds of [60, 90, 600]) expect(await lookAndDeliver(seconds)).toEqual([])
    expect((await eventsOf(a)).map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'opened'],
      [2, 'suppressed'],
    ])
  })

  test('still true when the window ends: new from there, after the group’s wait', async () => {
    await makeMaintenance(ours, at(0), 3_600_000)
    const a = await fire(ours, 'a', at(60))
    await lookAndDeliver(60)
    expect(await lookAndDeliver(3_600)).toEqual([])
    expect(await lookAndDeliver(3_629)).toEqual([])
    expect(await lookAndDeliver(3_630)).toEqual(['firing: first notification (Everything)'])
    const { rows } = await pool('owner').query('SELECT unsuppressed_at, suppressed_by FROM alert WHERE id = $1', [a])
    expect(rows[0]).toEqual({ unsuppressed_at: at(3_600), suppressed_by: [] })
  })

  test('resolved inside the window: nothing is ever sent', async () => {
    await makeMaintenance(ours, at(0), 3_600_000)
    await fire(ours, 'a', at(60))
    await lookAndDeliver(60)
    await resolve(ours, 'a', at(120))
    for (const seconds of [120, 3_600, 4_000]) expect(await lookAndDeliver(seconds)).toEqual([])
  })

  test('open before: one line that it is paused, no repeat meanwhile, and it goes on afterwards', async () => {
    await pool('owner').query('UPDATE route SET repeat_interval_ms = 600000 WHERE customer_id = $1', [ours.id])
    await fire(ours, 'a', at(0))
    await lookAndDeliver(0)
    await lookAndDeliver(30)
    await makeMaintenance(ours, at(300), 3_600_000)
    expect(await lookAndDeliver(300)).toEqual([
      'paused: paused by maintenance “Router swap” until 2026-06-01 13:05 UTC',
    ])
    for (const seconds of [301, 1_200, 3_800]) expect(await lookAndDeliver(seconds)).toEqual([])
    expect(await lookAndDeliver(3_990)).toEqual(['firing: repeat interval elapsed (Everything)'])
  })

  test('open before, resolved inside: the end is told', async () => {
    await fire(ours, 'a', at(0))
    await lookAndDeliver(0)
    await lookAndDeliver(30)
    await makeMaintenance(ours, at(300), 3_600_000)
    await lookAndDeliver(300)
    await resolve(ours, 'a', at(360))
    expect(await lookAndDeliver(420)).toEqual(['resolved: all alerts resolved (Everything)'])
  })

  test('a silence of another app mutes nothing here', async () => {
    await makeSilence(ours, at(0), at(3_600), [['app', 'other']])
    await fire(ours, 'a', at(0))
    await look(at(0))
    expect(await lookAndDeliver(30)).toEqual(['firing: first notification (Everything)'])
  })
})

describe('inhibition', () => {
  async function inhibit(customerId: string | null) {
    const is = (value: string) => JSON.stringify([{ name: 'severity', op: 'is', value }])
    await pool('owner').query(
      `INSERT INTO inhibition (customer_id, id, name, source, target, equal, updated_at)
       VALUES ($1, gen_random_uuid(), 'The greater hides the lesser', $2, $3, '{}', now())`,
      [customerId, is('critical'), is('minor')],
    )
  }

  test('mutes the lesser while the greater fires, and says which rule did', async () => {
    await inhibit(ours.id)
    await makeRoute(ours, { channelIds: [channel], groupWaitMs: 0, groupBy: ['severity'] })
    await fire(ours, 'big', at(0), { severity: 'critical' })
    const small = await fire(ours, 'small', at(0), { severity: 'minor' })
    expect(await lookAndDeliver(0)).toHaveLength(1)
    expect((await eventsOf(small))[1]).toMatchObject({
      kind: 'suppressed',
      data: { by: [{ kind: 'inhibition', name: 'The greater hides the lesser' }] },
    })
    await resolve(ours, 'big', at(60))
    expect(await lookAndDeliver(60)).toEqual(['firing: first notification (Everything)'])
  })

  test('never reaches from one customer to another, even where it serves all', async () => {
    const theirs = await makeCustomer()
    await inhibit(null)
    await makeRoute(ours, { channelIds: [channel], groupWaitMs: 0 })
    await fire(theirs, 'big', at(0), { severity: 'critical' })
    await fire(ours, 'small', at(0), { severity: 'minor' })
    expect(await lookAndDeliver(0)).toEqual(['firing: first notification (Everything)'])
    await pool('owner').query('DELETE FROM inhibition WHERE customer_id IS NULL')
  })
})

describe('a flapping alert', () => {
  test('is told once, then only at the repeat interval', async () => {
    await makeRoute(ours, { channelIds: [channel], groupWaitMs: 0, groupIntervalMs: 10_000, repeatIntervalMs: 1_200_000 })
    const told: string[] = []
    for (let minutes = 0; minutes < 36; minutes += 2) {
      await fire(ours, 'a', at(minutes * minute))
      told.push(...(await lookAndDeliver(minutes * minute + 10)))
      await resolve(ours, 'a', at(minutes * minute + 60))
      told.push(...(await lookAndDeliver(minutes * minute + 70)))
    }
    // three rounds until it counts as flapping, then the beginning of one more and its repeats
    expect(told.filter((text) => text.startsWith('resolved')).length).toBeLessThanOrEqual(3)
    expect(told.filter((text) => text.includes('repeat interval')).length).toBeGreaterThanOrEqual(1)
    expect(told.length).toBeLessThanOrEqual(9)
  })
})

describe('two dispatchers', () => {
  test('that race write every message once', async () => {
    await makeRoute(ours, { channelIds: [channel], groupWaitMs: 0, groupBy: ['app', 'rule', 'session'] })
    await fire(ours, 'a', at(0))
    // both believe they hold the lease: the same holder
    await Promise.all([look(at(0)), look(at(0)), look(at(0))])
    expect(await outboxOf(ours)).toHaveLength(1)
  })

  test('take turns: who does not hold the lease does nothing', async () => {
    await look(at(0), 'first')
    expect(await look(at(0), 'second')).toMatchObject({ held: false })
    await pool('owner').query(`UPDATE work_lease SET until = '-infinity' WHERE name = 'dispatch'`)
  })
})
