import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { applySignal } from '#lib/alerting/alerts/apply-signal.server.ts'
import type { Signal } from '#lib/alerting/alerts/signal.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { enqueue } from '../outbox/enqueue.server.ts'
import { auditAlerting } from './audit.server.ts'
import { callOutside } from './outside-heartbeat.server.ts'
import { stuckWork } from './progress.ts'
import { selfSignal } from './self-signals.ts'

afterAll(closePools)

const now = new Date('2027-03-01T10:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000)
let customer: TestCustomer
let warned: string[]

beforeEach(async () => {
  customer = await makeCustomer()
  warned = []
  await pool('owner').query('DELETE FROM work_lease')
})

const audit = (at = now) =>
  auditAlerting(
    { pool: pool('worker'), applySignal, enqueue, warn: (_fact, words) => warned.push(words) },
    at,
  )

async function selfAlerts() {
  const { rows } = await pool('owner').query(
    `SELECT dedup_key AS key, state, severity FROM alert WHERE customer_id = $1 AND source = 'self' ORDER BY dedup_key`,
    [customer.id],
  )
  return rows
}

async function progress(name: string, at: Date) {
  await pool('owner').query(
    `INSERT INTO work_lease (name, holder, until, progress) VALUES ($1, 'x', $2, $2)`,
    [name, at],
  )
}

async function makeAlert(): Promise<string> {
  const like = selfSignal(
    'trigger',
    'steps',
    { customerId: customer.id, customerSlug: customer.slug, count: 1, since: ago(600) },
    ago(600),
  )
  const signal: Signal = { ...like, source: 'generic', dedupKey: `test:1:${uuidv7()}` }
  const client = await pool('worker').connect()
  await client.query('BEGIN')
  const { alertId } = await applySignal(client, signal, ago(600))
  await client.query('COMMIT')
  client.release()
  return alertId ?? ''
}

async function makeStep(next: Date, state = 'running') {
  await pool('owner').query(
    `INSERT INTO escalation (customer_id, alert_id, policy_id, policy, state, started_at, next_escalation_at) VALUES ($1, $2, $2, '{}', $3, $4, $4)`,
    [customer.id, await makeAlert(), state, next],
  )
}

async function makeMessage(given: {
  status?: string
  notBefore?: Date
  leaseUntil?: Date | null
  expiresAt?: Date | null
  channelId?: string | null
}) {
  const {
    status = 'pending',
    notBefore = ago(301),
    leaseUntil = null,
    expiresAt = null,
    channelId = null,
  } = given
  await pool('owner').query(
    `INSERT INTO outbox (customer_id, id, kind, transition, subject_id, idempotency_key, created_at, not_before, status, lease_until, expires_at, channel_id)
     VALUES ($1, $2, 'group', 'firing', $2, gen_random_uuid()::text, $3, $3, $4, $5, $6, $7)`,
    [customer.id, uuidv7(), notBefore, status, leaseUntil, expiresAt, channelId],
  )
}

describe('a step of escalation', () => {
  test.each<[string, Date, string, number]>([
    ['overdue by more than five minutes is an alert', ago(301), 'running', 1],
    ['due just now is not', ago(299), 'running', 0],
    ['that somebody paused is not', ago(3_000), 'paused', 0],
  ])('%s', async (_what, next, state, count) => {
    await makeStep(next, state)
    await audit()
    await audit()
    expect(await selfAlerts()).toHaveLength(count)
  })

  test('ends with what it tells of', async () => {
    await makeStep(ago(400))
    await audit()
    expect(await selfAlerts()).toEqual([{ key: 'self:1:steps', state: 'open', severity: 'critical' }])
    expect(warned).toContain('Escalation has stopped: the next people were not told')
    await pool('owner').query(`UPDATE escalation SET next_escalation_at = NULL WHERE customer_id = $1`, [
      customer.id,
    ])
    await audit(new Date(now.getTime() + 60_000))
    expect(await selfAlerts()).toMatchObject([{ state: 'resolved' }])
  })
})

describe('a message', () => {
  test.each<[string, Parameters<typeof makeMessage>[0], number]>([
    ['that waits for more than five minutes is an alert', {}, 1],
    ['that was leased and forgotten is too', { status: 'leased', leaseUntil: ago(301) }, 1],
    ['that is under way is not', { status: 'leased', leaseUntil: ago(-5) }, 0],
    ['that is to be sent later is not', { notBefore: ago(-600) }, 0],
    ['that was sent is not', { status: 'sent' }, 0],
    ['that was given up is not: its channel says so', { status: 'dead' }, 0],
    ['that nobody wants any more is not', { expiresAt: ago(1) }, 0],
  ])('%s', async (_what, given, count) => {
    await makeMessage(given)
    await audit()
    expect(await selfAlerts()).toHaveLength(count)
  })

  test('that the far end asked us to wait with is not overdue', async () => {
    const channelId = uuidv7()
    await pool('owner').query(
      `INSERT INTO channel (customer_id, id, kind, name, created_at, updated_at, paused_until) VALUES ($1, $2, 'webhook', 'x', $3, $3, $4)`,
      [customer.id, channelId, now, ago(-60)],
    )
    await makeMessage({ channelId })
    await audit()
    expect(await selfAlerts()).toEqual([])
  })
})

test('evaluation that does not move is told to the administrators, once an hour', async () => {
  const admin = await makeMember({ role: 'admin' })
  const notices = async () => {
    const { rows } = await pool('owner').query(
      `SELECT kind, payload->>'subject' AS subject FROM outbox WHERE member_id = $1`,
      [admin.id],
    )
    return rows
  }
  await progress('rules/0', ago(61))
  await progress('dispatch', ago(1))
  await audit()
  await audit(new Date(now.getTime() + 60_000))
  expect(await notices()).toEqual([{ kind: 'notice', subject: 'Earshot does not evaluate its alert rules' }])
  expect(warned.filter((words) => words.includes('does not move'))).toHaveLength(2)
})

describe('the outside watcher', () => {
  test.each<[string, [string, number][], string]>([
    [
      'is called while all moves',
      [
        ['rules/0', 2],
        ['rules/1', 59],
        ['dispatch', 1],
      ],
      'called',
    ],
    [
      'is not when one part of the rules is stuck',
      [
        ['rules/0', 2],
        ['rules/1', 61],
      ],
      'silent',
    ],
    [
      'is not when nobody decides who is told',
      [
        ['rules/0', 2],
        ['dispatch', 90],
      ],
      'silent',
    ],
    ['is not when nothing was ever evaluated', [], 'silent'],
    ['is not when all of it ended long ago', [['rules/0', 86_400]], 'silent'],
    [
      'does not mind a part that another version had',
      [
        ['rules/0', 1],
        ['rules/7', 86_400],
      ],
      'called',
    ],
    [
      'does not mind other work',
      [
        ['rules/0', 1],
        ['report', 500],
      ],
      'called',
    ],
  ])('%s', async (_what, parts, outcome) => {
    for (const [name, seconds] of parts) await progress(name, ago(seconds))
    let calls = 0
    const call = async () => {
      calls += 1
    }
    expect(await callOutside({ pool: pool('worker'), call }, now)).toBe(outcome)
    expect(calls).toBe(outcome === 'called' ? 1 : 0)
  })

  test('is not when Postgres does not answer', async () => {
    const dead = { query: () => Promise.reject(new Error('gone')) }
    const call = () => Promise.reject(new Error('must not be called'))
    await expect(callOutside({ pool: dead as never, call }, now)).rejects.toThrow('gone')
  })
})

test('nothing that ever moved is not the same as nothing stuck', () => {
  expect(stuckWork([], now)).toBeNull()
  expect(stuckWork([{ name: 'rules/0', progress: ago(1) }], now)).toEqual([])
})
