import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { assign } from '#lib/alerting/alerts/assign.server.ts'
import { snooze } from '#lib/alerting/alerts/snooze.server.ts'
import { runAlertTimers } from '#lib/alerting/alerts/run-alert-timers.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { at, fire, look, makePolicy, makeRoute, outboxOf } from '../routing/routing.test-data.ts'

afterAll(closePools)

let ours: TestCustomer
let ada: Member
let ben: Member

const staff = async (name: string, customers: TestCustomer[]): Promise<Member> => ({
  ...(await makeMember({ name, role: 'operator', customers })),
  signInId: uuidv7(),
})

beforeEach(async () => {
  await pool('owner').query(`UPDATE alert SET closed_at = now(), state = 'resolved'`)
  ours = await makeCustomer()
  ada = await staff('Ada', [ours])
  ben = await staff('Ben', [ours])
})

const told = async () =>
  (await outboxOf(ours))
    .filter(({ memberId }) => memberId !== null)
    .map(({ memberId, transition, payload }) => `${memberId === ada.id ? 'Ada' : 'Ben'} ${transition}: ${payload.reason}`)

test('who is given an alert is told, once', async () => {
  const alertId = await fire(ours, 'a', at(0))
  await assign(ben, alertId, { memberId: ada.id, was: null }, at(1))
  for (const seconds of [1, 2, 3]) await look(at(seconds))
  expect(await told()).toEqual(['Ada asked: Ben assigned it to you'])
})

test('who takes an alert is told nothing', async () => {
  const alertId = await fire(ours, 'a', at(0))
  await assign(ada, alertId, { memberId: ada.id, was: null }, at(1))
  await look(at(1))
  expect(await told()).toEqual([])
})

test('the end of a snooze calls who snoozed it, and the escalation begins again', async () => {
  const policyId = await makePolicy(ours, [
    { delayMs: 0, targets: [{ kind: 'member', id: ben.id }], important: false },
  ])
  await makeRoute(ours, { policyId })
  const alertId = await fire(ours, 'a', at(0))
  await snooze(ada, alertId, { until: at(600).getTime() }, at(0))
  await look(at(1))
  expect(await told()).toEqual([])
  await runAlertTimers(pool('worker'), at(600))
  await look(at(600))
  expect((await told()).sort()).toEqual([
    'Ada snooze-ended: your snooze is over and it still holds',
    'Ben firing: step 1 of 1 of “Standard”',
  ])
})
