import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Member, Role } from '#lib/access/member.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember, type TestCustomer } from '#lib/db/test-customers.server.ts'
import {
  type NewRoute,
  newInhibitionSchema,
  newPolicySchema,
  newRouteSchema,
  newScheduleSchema,
} from './contract.ts'
import { addPolicy, changePolicy, deletePolicy, listPolicies } from './escalation/policies.server.ts'
import { changeMyNotifications, readMyNotifications } from './personal/my-notifications.server.ts'
import {
  addInhibition,
  changeInhibition,
  deleteInhibition,
  listInhibitions,
} from './routing/inhibitions.server.ts'
import { addRoute, changeRoute, deleteRoute, listRoutes } from './routing/routes.server.ts'
import { at, fire, makeChannel, makeSilence } from './routing/routing.test-data.ts'
import { tryRouting } from './routing/try-routing.server.ts'
import { addOverride, deleteOverride } from './schedules/overrides.server.ts'
import { listSchedules, readShifts } from './schedules/read-schedules.server.ts'
import { addSchedule, changeSchedule, deleteSchedule } from './schedules/schedules.server.ts'

afterAll(closePools)

let ours: TestCustomer
let theirs: TestCustomer
let manager: Member
let stranger: Member
let admin: Member
const now = at(0)
const code = (expected: string) => ({ code: expected })

async function memberOf(role: Role, customers: TestCustomer[], name = 'Ada'): Promise<Member> {
  const made = await makeMember({ role, customers: role === 'admin' ? [] : customers, name })
  const scope = { customerIds: customers.map(({ id }) => id) }
  return { ...made, scope, signInId: uuidv7() }
}
const routeFor = (customerId: string | null, given: Partial<NewRoute> = {}): NewRoute => ({
  ...newRouteSchema.parse({ customerId, name: 'Route' }),
  ...given,
})
const policyFor = (customerId: string | null, ...targets: object[]) =>
  newPolicySchema.parse({ customerId, name: 'Standard', steps: [{ delayMs: 0, targets }] })

beforeAll(async () => {
  ours = await makeCustomer()
  theirs = await makeCustomer()
  manager = await memberOf('manager', [ours])
  stranger = await memberOf('manager', [theirs], 'Stranger')
  admin = await memberOf('admin', [ours, theirs], 'Chief')
})

async function trail(subjectId: string): Promise<string[]> {
  const { rows } = await pool('owner').query('SELECT kind FROM audit WHERE subject_id = $1 ORDER BY at, id', [
    subjectId,
  ])
  return rows.map(({ kind }) => kind)
}

describe('routes', () => {
  test('are written, changed with the version that was read, deleted, and each act is on the trail', async () => {
    const made = await addRoute(manager, routeFor(ours.id, { channelIds: [await makeChannel(ours)] }), now)
    const { customerId: _own, routeId, ...fields } = made
    const changed = await changeRoute(manager, routeId, { ...fields, name: 'Renamed' }, at(1))
    expect(changed).toMatchObject({ name: 'Renamed', version: 2, customerId: ours.id })
    await expect(changeRoute(manager, routeId, fields, at(2))).rejects.toMatchObject(code('conflict'))
    expect((await listRoutes(manager)).routes).toContainEqual(changed)
    await deleteRoute(manager, routeId, at(3))
    expect((await listRoutes(manager)).routes.map((one) => one.routeId)).not.toContain(routeId)
    expect(await trail(routeId)).toEqual(['route.added', 'route.changed', 'route.deleted'])
  })

  test('of another customer do not exist for who may not see it', async () => {
    const { routeId, customerId: _own, ...fields } = await addRoute(manager, routeFor(ours.id), now)
    await expect(changeRoute(stranger, routeId, fields, now)).rejects.toMatchObject(code('not-found'))
    await expect(deleteRoute(stranger, routeId, now)).rejects.toMatchObject(code('not-found'))
    await expect(addRoute(manager, routeFor(theirs.id), now)).rejects.toMatchObject(code('not-found'))
    expect(JSON.stringify(await listRoutes(stranger))).not.toContain(ours.id)
  })

  test('that serve all customers are written by administrators alone, and read by all staff', async () => {
    await expect(addRoute(manager, routeFor(null), now)).rejects.toMatchObject(code('not-allowed'))
    const {
      routeId,
      customerId: _all,
      ...fields
    } = await addRoute(admin, routeFor(null, { enabled: false }), now)
    expect((await listRoutes(manager)).routes.map((one) => one.routeId)).toContain(routeId)
    await expect(changeRoute(manager, routeId, fields, now)).rejects.toMatchObject(code('not-allowed'))
    await deleteRoute(admin, routeId, now)
  })

  test('never tell another customer’s channel, and those of all tell no single customer’s', async () => {
    const foreign = { channelIds: [await makeChannel(theirs)] }
    await expect(addRoute(manager, routeFor(ours.id, foreign), now)).rejects.toMatchObject(
      code('bad-request'),
    )
    await expect(addRoute(admin, routeFor(null, foreign), now)).rejects.toMatchObject(code('bad-request'))
    const policy = await addPolicy(admin, policyFor(theirs.id, { kind: 'member', id: admin.id }), now)
    const follows = { policyId: policy.policyId }
    await expect(addRoute(admin, routeFor(ours.id, follows), now)).rejects.toMatchObject(code('bad-request'))
  })
})

describe('inhibitions', () => {
  test('are written, changed and deleted within the scope', async () => {
    const is = [{ name: 'severity', op: 'is', value: 'critical' }]
    const asked = newInhibitionSchema.parse({ customerId: ours.id, name: 'x', source: is, target: is })
    const { inhibitionId } = await addInhibition(manager, asked, now)
    const { customerId: _own, ...fields } = asked
    await expect(changeInhibition(stranger, inhibitionId, fields, now)).rejects.toMatchObject(
      code('not-found'),
    )
    await changeInhibition(manager, inhibitionId, { ...fields, name: 'y' }, at(1))
    expect((await listInhibitions(manager)).inhibitions).toContainEqual({ ...asked, name: 'y', inhibitionId })
    await deleteInhibition(manager, inhibitionId, at(2))
    expect(await trail(inhibitionId)).toEqual([
      'inhibition.added',
      'inhibition.changed',
      'inhibition.deleted',
    ])
  })
})

describe('policies', () => {
  test.each([
    ['a person who does not exist', () => ({ kind: 'member', id: uuidv7() })],
    ['a person who may not see the customer', () => ({ kind: 'member', id: stranger.id })],
    ['a schedule that does not exist', () => ({ kind: 'schedule', id: uuidv7() })],
    ['a channel that does not exist', () => ({ kind: 'channel', id: uuidv7() })],
  ])('that name %s are refused', async (_who, target) => {
    await expect(addPolicy(manager, policyFor(ours.id, target()), now)).rejects.toThrow(/^Step 1 names/)
  })

  test('in use cannot be deleted, and the answer says by what', async () => {
    const policy = await addPolicy(manager, policyFor(ours.id, { kind: 'member', id: manager.id }), now)
    const { routeId } = await addRoute(
      manager,
      routeFor(ours.id, { name: 'Night', policyId: policy.policyId }),
      now,
    )
    await expect(deletePolicy(manager, policy.policyId, now)).rejects.toThrow(
      'The route “Night” uses this policy.',
    )
    await deleteRoute(manager, routeId, now)
    await deletePolicy(manager, policy.policyId, now)
    expect((await listPolicies(manager)).policies).not.toContainEqual(policy)
    await expect(deletePolicy(manager, policy.policyId, now)).rejects.toMatchObject(code('already-done'))
  })

  test('are changed with the version that was read', async () => {
    const made = await addPolicy(manager, policyFor(ours.id, { kind: 'member', id: manager.id }), now)
    const { policyId, customerId: _own, ...fields } = made
    expect(await changePolicy(manager, policyId, { ...fields, name: 'New' }, now)).toMatchObject({
      version: 2,
    })
    await expect(changePolicy(manager, policyId, fields, now)).rejects.toMatchObject(code('conflict'))
  })
})

describe('schedules', () => {
  const primary = () =>
    newScheduleSchema.parse({
      name: 'Primary',
      timeZone: 'Europe/Berlin',
      rotations: [
        {
          name: 'days',
          memberIds: [manager.id, admin.id],
          startsLocal: '2026-06-01T09:00',
          every: 1,
          unit: 'day',
        },
      ],
    })

  test('say who is on call, who comes next, and when nobody is', async () => {
    const made = await addSchedule(manager, primary(), now)
    expect(made).toMatchObject({
      onCall: { memberName: 'Ada', rotation: 'days' },
      next: { memberName: 'Chief' },
    })
    expect((await listSchedules(stranger, now)).schedules).toContainEqual(made)
    const begin = Date.parse('2026-06-01T00:00:00Z')
    const { shifts, gaps } = await readShifts(manager, made.scheduleId, {
      from: begin,
      to: begin + 2 * 86_400_000,
    })
    expect(gaps).toEqual([{ from: begin, to: Date.parse('2026-06-01T07:00:00Z') }])
    expect(shifts.map(({ memberName }) => memberName)).toEqual(['Ada', 'Chief'])
    await expect(
      readShifts(manager, made.scheduleId, { from: 0, to: 93 * 86_400_000 }),
    ).rejects.toMatchObject(code('bad-request'))
  })

  test('are overridden by anybody of staff, until that is taken back', async () => {
    const { scheduleId } = await addSchedule(manager, primary(), now)
    const operator = await memberOf('operator', [ours], 'Eve')
    const hours = { memberId: operator.id, startsAt: at(0).getTime(), endsAt: at(3_600).getTime() }
    const { overrideId } = await addOverride(operator, scheduleId, hours, now)
    const onCall = async () =>
      (await listSchedules(manager, at(60))).schedules.find((one) => one.scheduleId === scheduleId)?.onCall
    expect(await onCall()).toMatchObject({ memberName: 'Eve', overrideId })
    await deleteOverride(operator, overrideId, now)
    expect(await onCall()).toMatchObject({ memberName: 'Ada', overrideId: null })
    await expect(deleteOverride(operator, overrideId, now)).rejects.toMatchObject(code('not-found'))
    await expect(
      addOverride(operator, scheduleId, { ...hours, endsAt: at(-1).getTime() }, now),
    ).rejects.toMatchObject(code('bad-request'))
  })

  test('with a zone or a person that does not exist are refused', async () => {
    const [rotation] = primary().rotations
    await expect(addSchedule(manager, { ...primary(), timeZone: 'Moon/Tycho' }, now)).rejects.toThrow(
      'No such time zone.',
    )
    const rotations = rotation ? [{ ...rotation, memberIds: [uuidv7()] }] : []
    await expect(addSchedule(manager, { ...primary(), rotations }, now)).rejects.toThrow(
      'names a person who is gone',
    )
    const wrongDay = rotation ? [{ ...rotation, startsLocal: '2026-02-30T09:00' }] : []
    await expect(addSchedule(manager, { ...primary(), rotations: wrongDay }, now)).rejects.toThrow(
      'No such date.',
    )
  })

  test('in use cannot be deleted, and only administrators can know', async () => {
    const { scheduleId } = await addSchedule(manager, primary(), now)
    const policy = await addPolicy(manager, policyFor(ours.id, { kind: 'schedule', id: scheduleId }), now)
    await expect(deleteSchedule(admin, scheduleId, now)).rejects.toThrow(
      'The policy “Standard” uses this schedule.',
    )
    await deletePolicy(manager, policy.policyId, now)
    await expect(deleteSchedule(manager, scheduleId, now)).rejects.toMatchObject(code('not-allowed'))
    await deleteSchedule(admin, scheduleId, now)
    await expect(changeSchedule(admin, scheduleId, { ...primary(), version: 1 }, now)).rejects.toMatchObject(
      code('already-done'),
    )
  })
})

test('everybody says how they want to be told, for themselves alone', async () => {
  const quietHours = { days: [1, 2], from: '22:00', to: '06:00', butSeverity: 'critical' as const }
  const steps = [
    { afterMs: 60_000, by: 'slack' as const },
    { afterMs: 0, by: 'email' as const },
  ]
  const mine = { defaultSteps: steps, importantSteps: [], quietHours, timeZone: null, sound: true }
  expect(await changeMyNotifications(manager, mine, now)).toEqual({
    ...mine,
    defaultSteps: [...steps].reverse(),
  })
  expect(await readMyNotifications(manager)).toMatchObject({ quietHours, sound: true })
  expect(await readMyNotifications(stranger)).toEqual({
    ...{ defaultSteps: [], importantSteps: [], quietHours: null, timeZone: null, sound: false },
  })
  await changeMyNotifications(manager, { ...mine, quietHours: null }, at(1))
  expect((await readMyNotifications(manager)).quietHours).toBeNull()
})

describe('trying a route', () => {
  test('says who would be told now and within the hour', async () => {
    const customer = await makeCustomer()
    const asker = await memberOf('operator', [customer], 'Ada')
    const boss = await memberOf('manager', [customer], 'Ben')
    const channelId = await makeChannel(customer, 'NOC')
    const policy = await addPolicy(
      boss,
      newPolicySchema.parse({
        customerId: customer.id,
        name: 'Standard',
        steps: [
          { delayMs: 0, targets: [{ kind: 'member', id: asker.id }] },
          { delayMs: 600_000, targets: [{ kind: 'member', id: boss.id }] },
        ],
      }),
      now,
    )
    const matchers = [{ name: 'severity', op: 'is' as const, value: 'critical' }]
    const route = { matchers, channelIds: [channelId], policyId: policy.policyId, name: 'Grave' }
    await addRoute(boss, routeFor(customer.id, route), now)
    const tried = await tryRouting(asker, { customerId: customer.id, labels: { severity: 'critical' } }, now)
    expect(tried.sentences).toEqual([
      'The route “Grave” takes it: it tells “NOC” and starts the escalation policy “Standard”.',
      'At once: Ada (email), step 1 of 2 of “Standard”.',
      'After 30 seconds: NOC, first notification.',
      'After 10 minutes: Ben (email), nobody acknowledged for 10 minutes: step 2 of 2 of “Standard”.',
    ])
    const other = await tryRouting(asker, { customerId: customer.id, labels: { severity: 'minor' } }, now)
    expect(other.routes[0]).toMatchObject({ isLastResort: true })
    await makeSilence(customer, at(0), at(3_600))
    const alertId = await fire(customer, 'a', now)
    const muted = await tryRouting(asker, { alertId }, at(1))
    expect(muted.mutedBy).toMatchObject([{ kind: 'silence', name: 'because' }])
    await expect(tryRouting(stranger, { alertId }, now)).rejects.toMatchObject(code('not-found'))
    await expect(tryRouting(stranger, { customerId: customer.id, labels: {} }, now)).rejects.toMatchObject(
      code('not-found'),
    )
  })
})
