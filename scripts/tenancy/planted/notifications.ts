import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'
import { channelBodies, plantChannels } from './channels.ts'
import type { Bodies, Planting, Plants } from './contract.ts'

/** Channels, routes, policies, schedules and messages of a tenant, its word in every text field; their ids by kind. */
export async function plantNotifications(planting: Planting): Promise<Plants> {
  return {
    ...(await plantRouting(planting)),
    ...(await plantSchedule()),
    ...(await plantChannels(planting)),
  }
}

async function plantRouting({ customerId, word, memberId }: Planting): Promise<Plants> {
  const [policy, route, inhibition] = [uuidv7(), uuidv7(), uuidv7()]
  const matchers = JSON.stringify([{ name: 'tag.room', op: 'is', value: word }])
  const steps = JSON.stringify([
    { delayMs: 0, targets: [{ kind: 'member', id: memberId }], important: false },
  ])
  const db = pool('owner')
  await db.query(
    `INSERT INTO escalation_policy (customer_id, id, name, steps, updated_at) VALUES ($1, $2, $3, $4, now())`,
    [customerId, policy, word, steps],
  )
  await db.query(
    `INSERT INTO route (customer_id, id, name, position, matchers, group_by, channel_ids, policy_id, updated_at)
     VALUES ($1, $2, $3, 100, $4, '{rule}', '{}', $5, now())`,
    [customerId, route, word, matchers, policy],
  )
  await db.query(
    `INSERT INTO inhibition (customer_id, id, name, source, target, equal, updated_at)
     VALUES ($1, $2, $3, $4, $4, '{app}', now())`,
    [customerId, inhibition, word, matchers],
  )
  return { policy, route, inhibition }
}

/** Schedules are nobody's data but the installation's: no tenant's word, and every member of staff reads them. */
async function plantSchedule(): Promise<Plants> {
  const [schedule, override, memberId] = [uuidv7(), uuidv7(), uuidv7()]
  const db = pool('owner')
  await db.query(
    `INSERT INTO member (id, email, name, role, password_hash) VALUES ($1, $2, 'On call', 'admin', 'no password')`,
    [memberId, `on-call-${memberId}@check.example`],
  )
  const rotations = JSON.stringify([
    {
      ...{ name: 'Primary', memberIds: [memberId], startsLocal: '2026-01-05T09:00' },
      ...{ every: 1, unit: 'week', only: null },
    },
  ])
  await db.query(
    `INSERT INTO schedule (id, name, time_zone, rotations, updated_at) VALUES ($1, 'Planted', 'UTC', $2, now())`,
    [schedule, rotations],
  )
  await db.query(
    `INSERT INTO schedule_override (id, schedule_id, member_id, starts_at, ends_at, created_by, created_at)
     VALUES ($1, $2, $3, now(), now() + interval '1 day', $3, now())`,
    [override, schedule, memberId],
  )
  return { schedule, 'schedule-override': override }
}

const madeName = 'Made by the check'
const is = [{ name: 'severity', op: 'is', value: 'critical' }]
const steps = (memberId: string) => [{ delayMs: 0, targets: [{ kind: 'member', id: memberId }] }]
const mine = {
  defaultSteps: [{ afterMs: 0, by: 'email' }],
  importantSteps: [],
  quietHours: null,
  sound: false,
}

/** Bodies that are right. */
export const notificationBodies: Bodies = {
  'POST /api/v1/routes': ({ customerId }) => ({ customerId, name: madeName }),
  'POST /api/v1/routes/try': ({ customerId }) => ({ customerId, labels: { severity: 'critical' } }),
  'PUT /api/v1/routes/[routeId]': () => ({ name: madeName, version: 1 }),
  'POST /api/v1/inhibitions': ({ customerId }) => ({ customerId, name: madeName, source: is, target: is }),
  'PUT /api/v1/inhibitions/[inhibitionId]': () => ({ name: madeName, source: is, target: is }),
  'POST /api/v1/policies': ({ customerId, people }) => ({
    customerId,
    name: madeName,
    steps: steps(people.operator.id),
  }),
  'PUT /api/v1/policies/[policyId]': ({ people }) => ({
    name: madeName,
    steps: steps(people.admin.id),
    version: 1,
  }),
  'POST /api/v1/schedules': () => ({ name: madeName, timeZone: 'UTC', rotations: [] }),
  'PUT /api/v1/schedules/[scheduleId]': () => ({
    name: madeName,
    timeZone: 'UTC',
    rotations: [],
    version: 1,
  }),
  // nobody of a tenant: whoever is on call is seen by all staff
  'POST /api/v1/schedules/[scheduleId]/overrides': ({ people }) => ({
    memberId: people.admin.id,
    startsAt: Date.now(),
    endsAt: Date.now() + 3_600_000,
  }),
  'PUT /api/v1/me/notifications': () => mine,
  'POST /api/v1/alerts/[alertId]/escalate': () => ({ lastEscalationAt: null }),
  ...channelBodies,
}
