import { randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, describe, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeApp, makeCustomer } from '#lib/db/test-customers.server.ts'
import { ruleSpecSchema } from '../rules/contract.ts'
import { createEvaluator, type EvaluatorOptions } from './evaluate.server.ts'
import { evaluateRule } from './evaluate-rule.ts'

afterAll(closePools)

const second = 1_000
const minute = 60 * second

/** One customer with one app in a time of its own, far from all others: rules of other tests see nothing in it. */
async function place() {
  const customer = await makeCustomer()
  const app = await makeApp(customer)
  return { customer, app }
}
type Place = Awaited<ReturnType<typeof place>>

async function addPulse({ customer, app }: Place, at: number, counts: Record<string, number>) {
  const names = Object.keys(counts)
  await pool('owner').query(
    `INSERT INTO pulse_10s (customer_id, app_id, dimension, value, bucket, score_histogram, model, ${names.join(', ')})
     VALUES ($1, $2, '', '', $3, '{}', 'test', ${names.map((_, i) => `$${4 + i}`).join(', ')})
     ON CONFLICT (customer_id, app_id, dimension, value, bucket) DO UPDATE SET
       ${names.map((name) => `${name} = EXCLUDED.${name}`).join(', ')}`,
    [customer.id, app.id, new Date(at), ...Object.values(counts)],
  )
}

async function addRule(customerId: string | null, condition: object, rest: object = {}): Promise<string> {
  const id = uuidv7()
  const spec = ruleSpecSchema.parse({ condition, scope: {}, ...rest })
  await pool('owner').query(
    `INSERT INTO rule (customer_id, id, name, spec, severity, created_at, updated_at) VALUES ($1, $2, 'Failed joins', $3, 'major', now(), now())`,
    [customerId, id, JSON.stringify(spec)],
  )
  return id
}

const failedJoins = {
  kind: 'threshold',
  metric: 'joinFailureRatio',
  windowMs: minute,
  op: 'above',
  fireAt: 0.1,
  clearAt: 0.05,
  minTraffic: 10,
}

/** A worker whose time is ours. Its leases have names of their own, so that tests do not wait for each other. */
function worker(given: Partial<EvaluatorOptions> & { now: number; lease?: string }) {
  const lease = given.lease ?? randomUUID()
  const time = { now: given.now }
  const errors: unknown[] = []
  const evaluator = createEvaluator({
    pool: pool('worker'),
    holder: randomUUID(),
    clock: () => time.now,
    leaseName: (shard) => `test ${lease} ${shard}`,
    onError: (error) => errors.push(error),
    ...given,
  })
  return {
    ...evaluator,
    errors,
    async at(now: number) {
      time.now = now
      for (const data of ['pulse_10s', 'finding', 'fleet_finding'] as const) evaluator.tell(data)
      await evaluator.pass()
    },
  }
}

async function alertsOf({ customer }: Place) {
  const { rows } = await pool('owner').query<{
    state: string
    title: string
    summary: string
    reason: string | null
    key: string
    source: string
  }>(
    `SELECT state, title, summary, resolve_reason AS reason, dedup_key AS key, source FROM alert WHERE customer_id = $1 ORDER BY opened_at, id`,
    [customer.id],
  )
  return rows
}

const now = Math.floor(Date.now() / minute) * minute - 10 * second

describe('the evaluation of rules', () => {
  test('raises an alert with its number, once, and resolves it when it is over', async () => {
    const here = await place()
    const ruleId = await addRule(here.customer.id, failedJoins, { forMs: 2 * second })
    await addPulse(here, now - 10 * second, { joins: 17, join_failures: 8 })
    const one = worker({ now })
    await one.at(now)
    expect(await alertsOf(here)).toEqual([])
    await one.at(now + second)
    await one.at(now + 2 * second)
    await one.at(now + 3 * second)
    const [alert, ...more] = await alertsOf(here)
    expect(more).toEqual([])
    expect(alert).toMatchObject({
      state: 'open',
      title: 'Failed joins 32 % > 10 % for 2 s',
      key: `rule:1:${ruleId}:app=${here.app.slug}`,
    })
    expect(alert?.summary).toContain(
      `${here.customer.name} · ${here.app.name}: the share of failed joins is 32 %`,
    )
    await addPulse(here, now - 10 * second, { joins: 100, join_failures: 0 })
    await one.at(now + 5 * second)
    expect(await alertsOf(here)).toMatchObject([{ state: 'resolved', reason: 'value' }])
    expect(one.errors).toEqual([])
  })

  test('by four workers at once opens no alert twice', async () => {
    const here = await place()
    const apps = await Promise.all(Array.from({ length: 4 }, () => makeApp(here.customer)))
    for (const app of apps)
      await addPulse({ ...here, app }, now - 10 * second, { joins: 10, join_failures: 10 })
    for (let i = 0; i < 50; i++) await addRule(here.customer.id, failedJoins)
    // no lease in common: the worst case, in which all four believe that the work is theirs
    const workers = Array.from({ length: 4 }, () => worker({ now }))
    await Promise.all(workers.map((one) => one.at(now)))
    await Promise.all(workers.map((one) => one.at(now + second)))
    const alerts = await alertsOf(here)
    expect(alerts.filter(({ source }) => source === 'rule')).toHaveLength(200)
    expect(new Set(alerts.map(({ key }) => key)).size).toBe(200)
  })

  test('is one worker’s at a time, and another one’s when it gives it back', async () => {
    const lease = randomUUID()
    const here = await place()
    await addRule(here.customer.id, failedJoins)
    const [first, second_] = [worker({ now, lease }), worker({ now, lease })]
    await first.at(now)
    await addPulse(here, now - 10 * second, { joins: 10, join_failures: 10 })
    await second_.at(now)
    expect(await alertsOf(here)).toEqual([])
    await first.release()
    await second_.at(now + second)
    expect(await alertsOf(here)).toHaveLength(1)
  })

  test('goes on after a restart as if there had been none', async () => {
    const here = await place()
    await addRule(here.customer.id, failedJoins, { forMs: 20 * second })
    await addPulse(here, now - 10 * second, { joins: 10, join_failures: 10 })
    const first = worker({ now })
    for (let s = 0; s <= 12; s++) await first.at(now + s * second)
    const next = worker({ now: now + 13 * second })
    for (let s = 13; s < 20; s++) await next.at(now + s * second)
    expect(await alertsOf(here)).toEqual([])
    await next.at(now + 20 * second)
    expect(await alertsOf(here)).toHaveLength(1)
  })

  test('does not count its own outage toward the hold', async () => {
    const here = await place()
    await addRule(here.customer.id, { ...failedJoins, windowMs: 10 * minute }, { forMs: 60 * second })
    await addPulse(here, now - 10 * second, { joins: 10, join_failures: 10 })
    await worker({ now }).at(now)
    const next = worker({ now: now + 5 * minute })
    await next.at(now + 5 * minute)
    await next.at(now + 5 * minute + 10 * second)
    expect(await alertsOf(here)).toEqual([])
    for (let s = 20; s <= 60; s += 10) await next.at(now + 5 * minute + s * second)
    expect(await alertsOf(here)).toHaveLength(1)
  })

  test('leaves a rule that throws alone after five tries, says so, and goes on with the others', async () => {
    const here = await place()
    const bad = await addRule(here.customer.id, failedJoins)
    await addRule(here.customer.id, failedJoins)
    await addPulse(here, now - 10 * second, { joins: 10, join_failures: 10 })
    let tries = 0
    const one = worker({
      now,
      evaluate(rule, facts, known) {
        if (rule.ruleId !== bad) return evaluateRule(rule, facts, known)
        tries++
        throw new Error('planted')
      },
    })
    for (let s = 0; s < 10; s++) await one.at(now + s * second)
    expect(tries).toBe(5)
    const alerts = await alertsOf(here)
    expect(alerts.map(({ key }) => key.split(':')[0]).sort()).toEqual(['health', 'rule'])
    const { rows } = await pool('owner').query(
      'SELECT code, tries, quarantined FROM rule_health WHERE rule_id = $1',
      [bad],
    )
    expect(rows).toMatchObject([{ code: 'failed', tries: 5 }])
    expect(rows[0].quarantined).not.toBeNull()
  })

  test('ends what a rule began when the rule is disabled', async () => {
    const here = await place()
    const ruleId = await addRule(here.customer.id, failedJoins)
    await addPulse(here, now - 10 * second, { joins: 10, join_failures: 10 })
    const one = worker({ now })
    await one.at(now)
    await pool('owner').query(
      'UPDATE rule SET enabled = false, version = 2, updated_at = now() WHERE id = $1',
      [ruleId],
    )
    await one.at(now + second)
    expect(await alertsOf(here)).toMatchObject([{ state: 'resolved', reason: 'rule disabled' }])
  })

  test('says why a rule with too little history says nothing, and stops saying so when it is gone', async () => {
    const here = await place()
    await addPulse(here, now - 10 * second, { participants: 5 })
    const ruleId = await addRule(here.customer.id, {
      kind: 'baseline',
      metric: 'participants',
      windowMs: minute,
      op: 'below',
    })
    const one = worker({ now })
    await one.at(now)
    expect(await alertsOf(here)).toMatchObject([{ source: 'rule-health', state: 'open' }])
    await pool('owner').query(
      'UPDATE rule SET deleted_at = now(), version = 2, updated_at = now() WHERE id = $1',
      [ruleId],
    )
    await one.at(now + second)
    expect(await alertsOf(here)).toMatchObject([{ source: 'rule-health', state: 'resolved' }])
  })

  test('gives a customer its own limit where it differs from the pack', async () => {
    const [usual, other] = [await place(), await place()]
    const ruleId = await addRule(null, failedJoins)
    await pool('owner').query(
      `INSERT INTO rule_override (customer_id, rule_id, patch, base_version, updated_at) VALUES ($1, $2, '{"fireAt": 0.9}', 1, now())`,
      [other.customer.id, ruleId],
    )
    for (const here of [usual, other])
      await addPulse(here, now - 10 * second, { joins: 10, join_failures: 10 })
    await worker({ now }).at(now)
    expect(await alertsOf(usual)).toHaveLength(1)
    expect(await alertsOf(other)).toEqual([])
    await pool('owner').query(
      'UPDATE rule SET deleted_at = now(), version = 2, updated_at = now() WHERE id = $1',
      [ruleId],
    )
  })
})
