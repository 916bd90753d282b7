import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { acknowledge } from '#lib/alerting/alerts/acknowledge.server.ts'
import { unacknowledge } from '#lib/alerting/alerts/unacknowledge.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember, type TestCustomer } from '#lib/db/test-customers.server.ts'
import type { PolicyStep, Target } from '../contract.ts'
import {
  at,
  eventsOf,
  fire,
  look,
  makeMaintenance,
  makePolicy,
  makeRoute,
  newMessages,
  outboxOf,
  resolve,
} from '../routing/routing.test-data.ts'
import { escalateNow } from './escalate-now.server.ts'

afterAll(closePools)

const minute = 60
let ours: TestCustomer
let ada: Member
let ben: Member
let fresh: () => Promise<string[]>

async function staff(name: string, customer: TestCustomer): Promise<Member> {
  return { ...(await makeMember({ name, role: 'operator', customers: [customer] })), signInId: uuidv7() }
}
const step = (delaySeconds: number, ...targets: Target[]): PolicyStep => ({
  delayMs: delaySeconds * 1_000,
  targets,
  important: false,
})
const member = ({ id }: { id: string }): Target => ({ kind: 'member', id })

beforeEach(async () => {
  await pool('owner').query(`UPDATE alert SET closed_at = now(), state = 'resolved'`)
  await pool('owner').query('DELETE FROM notification_group; DELETE FROM escalation; DELETE FROM member_notification')
  ours = await makeCustomer()
  ada = await staff('Ada', ours)
  ben = await staff('Ben', ours)
  fresh = newMessages(ours)
})

async function policyOf(steps: PolicyStep[], repeat = 0) {
  const policyId = await makePolicy(ours, steps, repeat)
  await makeRoute(ours, { policyId })
}
async function lookAt(seconds: number): Promise<string[]> {
  await look(at(seconds))
  return fresh()
}
const told = async () => (await outboxOf(ours)).map(({ memberId }) => (memberId === ada.id ? 'Ada' : memberId === ben.id ? 'Ben' : '?'))
const kinds = async (alertId: string) => (await eventsOf(alertId)).map(({ kind }) => kind)

describe('an escalation', () => {
  test('climbs step by step until somebody acknowledges', async () => {
    await policyOf([step(0, member(ada)), step(10 * minute, member(ben)), step(10 * minute, member(ada))])
    const alertId = await fire(ours, 'a', at(0))
    expect(await lookAt(0)).toEqual(['firing: step 1 of 3 of “Standard”'])
    expect(await lookAt(9 * minute)).toEqual([])
    expect(await lookAt(10 * minute)).toEqual([
      'escalated: nobody acknowledged for 10 minutes: step 2 of 3 of “Standard”',
    ])
    await acknowledge(ben, alertId, {}, at(11 * minute))
    expect(await lookAt(11 * minute)).toEqual([])
    expect(await lookAt(60 * minute)).toEqual([])
    expect(await told()).toEqual(['Ada', 'Ben'])
    expect((await eventsOf(alertId)).filter(({ kind }) => kind === 'escalated').map(({ note }) => note)).toEqual([
      'Told Ada.',
      'Told Ben.',
    ])
  })

  test('starts again at the first step, with the policy as it is then, when the acknowledgement is taken back', async () => {
    await policyOf([step(0, member(ada)), step(10 * minute, member(ben))])
    const alertId = await fire(ours, 'a', at(0))
    await lookAt(0)
    await acknowledge(ada, alertId, {}, at(60))
    await lookAt(60)
    await pool('owner').query('UPDATE escalation_policy SET steps = $2 WHERE customer_id = $1', [
      ours.id,
      JSON.stringify([step(0, member(ben))]),
    ])
    await unacknowledge(ada, alertId, {}, at(120))
    expect(await lookAt(120)).toEqual(['firing: step 1 of 1 of “Standard”'])
    expect(await told()).toEqual(['Ada', 'Ben'])
  })

  test('starts again though nobody looked between the acknowledgement and its taking back', async () => {
    await policyOf([step(0, member(ada)), step(10 * minute, member(ben))])
    const alertId = await fire(ours, 'a', at(0))
    await lookAt(0)
    await acknowledge(ada, alertId, {}, at(60))
    await unacknowledge(ada, alertId, {}, at(61))
    await lookAt(62)
    expect(await told()).toEqual(['Ada', 'Ada'])
  })

  test('an edit of the policy does not scramble it', async () => {
    await policyOf([step(0, member(ada)), step(10 * minute, member(ben))])
    await fire(ours, 'a', at(0))
    await lookAt(0)
    await pool('owner').query(`UPDATE escalation_policy SET steps = '[]' WHERE customer_id = $1`, [ours.id])
    await lookAt(10 * minute)
    expect(await told()).toEqual(['Ada', 'Ben'])
  })

  test('that nobody answers is exhausted, loudly', async () => {
    const admin = await makeMember({ role: 'admin', name: 'Chief' })
    await policyOf([step(0, member(ada))])
    const alertId = await fire(ours, 'a', at(0))
    await lookAt(0)
    expect(await lookAt(5 * minute)).toContain('exhausted: nobody acknowledged')
    expect((await outboxOf(ours)).some(({ kind, memberId }) => kind === 'notice' && memberId === admin.id)).toBe(true)
    expect(await kinds(alertId)).toEqual(['opened', 'escalated', 'escalation-exhausted'])
    expect(await lookAt(60 * minute)).toEqual([])
    await pool('owner').query('UPDATE member SET disabled_at = now() WHERE id = $1', [admin.id])
  })

  test('goes round again as often as the policy says', async () => {
    await policyOf([step(60, member(ada))], 1)
    await fire(ours, 'a', at(0))
    for (let seconds = 0; seconds <= 30 * minute; seconds += 30) await look(at(seconds))
    expect((await outboxOf(ours)).filter(({ kind }) => kind === 'page')).toHaveLength(2)
  })

  test('names nobody on call and goes on at once', async () => {
    const schedule = uuidv7()
    await pool('owner').query(
      `INSERT INTO schedule (id, name, time_zone, rotations, updated_at) VALUES ($1, 'Nights', 'UTC', '[]', now())`,
      [schedule],
    )
    await policyOf([step(0, { kind: 'schedule', id: schedule }), step(3_600, member(ben))])
    const alertId = await fire(ours, 'a', at(0))
    await lookAt(0)
    expect(await told()).toEqual(['Ben'])
    expect((await eventsOf(alertId))[1]).toMatchObject({
      note: 'Nobody could be told. Not told: nobody is on call in “Nights”.',
      data: { step: 1, of: 2 },
    })
  })

  test('asks who is on call at the moment of the step', async () => {
    const schedule = uuidv7()
    const rotation = (name: string, startsLocal: string, memberId: string) => ({
      ...{ name, memberIds: [memberId], startsLocal, every: 1, unit: 'week', only: null },
    })
    await pool('owner').query(
      `INSERT INTO schedule (id, name, time_zone, rotations, updated_at) VALUES ($1, 'Primary', 'UTC', $2, now())`,
      [schedule, JSON.stringify([rotation('a', '2026-05-01T09:00', ada.id), rotation('b', '2026-06-01T12:05', ben.id)])],
    )
    const target: Target = { kind: 'schedule', id: schedule }
    await policyOf([step(0, target), step(10 * minute, target)])
    await fire(ours, 'a', at(0))
    await lookAt(0)
    await lookAt(10 * minute)
    expect(await told()).toEqual(['Ada', 'Ben'])
  })

  test('never tells a person who may not see the customer', async () => {
    const stranger = await staff('Stranger', await makeCustomer())
    await policyOf([step(0, member(stranger)), step(0, member(ada))])
    await fire(ours, 'a', at(0))
    await lookAt(0)
    expect(await told()).toEqual(['Ada'])
  })

  test('waits for the end of quiet hours in the person’s zone, unless it is grave', async () => {
    await pool('owner').query('INSERT INTO member_notification (member_id, quiet_hours, updated_at) VALUES ($1, $2, now())', [
      ada.id,
      JSON.stringify({ days: [1, 2, 3, 4, 5, 6, 7], from: '20:00', to: '06:00', butSeverity: 'critical' }),
    ])
    await pool('owner').query(`UPDATE member SET time_zone = 'Asia/Tokyo' WHERE id = $1`, [ada.id])
    await policyOf([step(0, member(ada))])
    await fire(ours, 'a', at(0), { severity: 'minor' })
    await fire(ours, 'b', at(0), { severity: 'critical' })
    await lookAt(0)
    const times = (await outboxOf(ours)).map(({ notBefore }) => notBefore.toISOString()).sort()
    expect(times).toEqual(['2026-06-01T12:00:00.000Z', '2026-06-01T21:00:00.000Z'])
  })

  test('of an alert that fires inside maintenance has no timer; it starts when the window ends', async () => {
    await policyOf([step(60, member(ada))])
    await makeMaintenance(ours, at(0), 1_800_000)
    await fire(ours, 'a', at(10))
    for (const seconds of [10, 70, 1_000]) expect(await lookAt(seconds)).toEqual([])
    expect(await lookAt(1_800)).toEqual([])
    expect(await lookAt(1_860)).toEqual(['firing: step 1 of 1 of “Standard”'])
  })

  test('of an alert open before maintenance pauses, and goes on with what was left of its wait', async () => {
    await policyOf([step(0, member(ada)), step(10 * minute, member(ben))])
    const alertId = await fire(ours, 'a', at(0))
    await lookAt(0)
    await makeMaintenance(ours, at(240), 1_800_000)
    await lookAt(240)
    expect(await kinds(alertId)).toEqual(['opened', 'escalated', 'suppressed', 'escalation-paused'])
    await lookAt(1_000)
    await lookAt(2_040)
    expect(await told()).toEqual(['Ada'])
    await lookAt(2_040 + 359)
    expect(await told()).toEqual(['Ada'])
    await lookAt(2_040 + 360)
    expect(await told()).toEqual(['Ada', 'Ben'])
  })

  test('stops when the alert ends', async () => {
    await policyOf([step(0, member(ada)), step(10 * minute, member(ben))])
    await fire(ours, 'a', at(0))
    await lookAt(0)
    await resolve(ours, 'a', at(60))
    await lookAt(60)
    await lookAt(60 * minute)
    expect(await told()).toEqual(['Ada'])
  })

  test('writes events without gaps', async () => {
    await policyOf([step(0, member(ada)), step(60, member(ben))])
    const alertId = await fire(ours, 'a', at(0))
    for (let seconds = 0; seconds < 900; seconds += 30) await look(at(seconds))
    const seqs = (await eventsOf(alertId)).map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.map((_, i) => i + 1))
  })

  test('raced by two engines tells everybody once', async () => {
    await policyOf([step(0, member(ada))])
    await fire(ours, 'a', at(0))
    await Promise.all([look(at(0)), look(at(0)), look(at(0))])
    await look(at(1))
    expect(await told()).toEqual(['Ada'])
  })
})

describe('escalate now', () => {
  test('goes one step on at once, and says who asked', async () => {
    await policyOf([step(0, member(ada)), step(10 * minute, member(ben))])
    const alertId = await fire(ours, 'a', at(0))
    await lookAt(0)
    const view = await escalateNow(ben, alertId, { lastEscalationAt: at(0).getTime() }, at(30))
    expect(view).toMatchObject({ state: 'running', step: 1, of: 2 })
    expect(await lookAt(30)).toEqual(['asked: Ben asked to escalate: step 2 of 2 of “Standard”'])
  })

  test('twice at once jumps one step, not two', async () => {
    await policyOf([step(0, member(ada)), step(10 * minute, member(ben))])
    const alertId = await fire(ours, 'a', at(0))
    await lookAt(0)
    const asked = { lastEscalationAt: at(0).getTime() }
    const both = await Promise.allSettled([escalateNow(ada, alertId, asked, at(30)), escalateNow(ben, alertId, asked, at(30))])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await lookAt(30)
    await expect(escalateNow(ada, alertId, asked, at(31))).rejects.toMatchObject({ code: 'conflict' })
  })

  test('of an acknowledged alert tells the next step and leaves it acknowledged', async () => {
    await policyOf([step(0, member(ada)), step(10 * minute, member(ben))])
    const alertId = await fire(ours, 'a', at(0))
    await lookAt(0)
    await acknowledge(ada, alertId, {}, at(10))
    await lookAt(10)
    await escalateNow(ada, alertId, { lastEscalationAt: at(0).getTime() }, at(20))
    await lookAt(20)
    await lookAt(60 * minute)
    expect(await told()).toEqual(['Ada', 'Ben'])
  })

  test('is refused where nobody is to be escalated to, when it is over, and out of scope', async () => {
    const alertId = await fire(ours, 'a', at(0))
    await expect(escalateNow(ada, alertId, { lastEscalationAt: null }, at(1))).rejects.toMatchObject({ code: 'conflict' })
    await resolve(ours, 'a', at(2))
    await expect(escalateNow(ada, alertId, { lastEscalationAt: null }, at(3))).rejects.toMatchObject({ code: 'already-done' })
    const stranger = await staff('Stranger', await makeCustomer())
    await expect(escalateNow(stranger, alertId, { lastEscalationAt: null }, at(3))).rejects.toMatchObject({ code: 'not-found' })
  })
})
