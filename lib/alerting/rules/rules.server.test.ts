import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { Member, Role } from '#lib/access/member.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeApp, makeCustomer, makeMember, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { type NewRule, newRuleSchema, ruleOverrideSchema } from './contract.ts'
import { readOverrides, removeOverride, writeOverride } from './overrides.server.ts'
import { previewRule } from './preview/preview-rule.server.ts'
import { readRule, readRules } from './read-rules.server.ts'
import { addRule, changeRule, deleteRule } from './write-rule.server.ts'

afterAll(closePools)
afterEach(() => pool('owner').query('TRUNCATE rule, rule_override, rule_instance, rule_health'))

const minute = 60_000
const now = new Date(Math.floor(Date.now() / minute) * minute)
const condition = {
  kind: 'threshold',
  metric: 'joinFailureRatio',
  windowMs: 5 * minute,
  op: 'above',
  fireAt: 0.1,
  clearAt: 0.05,
  minTraffic: 10,
}

async function someone(role: Role, ...customers: TestCustomer[]): Promise<Member> {
  const member = await makeMember({ role, customers: role === 'admin' ? [] : customers })
  const customerIds = customers.map(({ id }) => id)
  return { ...member, signInId: member.id, scope: { customerIds } }
}
const newRule = (customerId: string | null, spec: object = {}): NewRule =>
  newRuleSchema.parse({
    customerId,
    name: 'Joins',
    severity: 'major',
    spec: { condition, scope: {}, ...spec },
  })
const overridden = (given: object) => ruleOverrideSchema.parse(given)

describe('rules', () => {
  test('of a customer are written by its managers and read by nobody else', async () => {
    const [ours, theirs] = [await makeCustomer(), await makeCustomer()]
    const manager = await someone('manager', ours)
    const { ruleId, sentence } = await addRule(manager, newRule(ours.id), now)
    expect(sentence).toContain('is above 10 %')
    expect(await readRule({ customerIds: [theirs.id] }, ruleId)).toBeNull()
    await expect(addRule(manager, newRule(theirs.id), now)).rejects.toMatchObject({ code: 'not-found' })
    const stranger = await someone('manager', theirs)
    await expect(deleteRule(stranger, ruleId, now)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('of the pack are written by administrators alone', async () => {
    const ours = await makeCustomer()
    await expect(addRule(await someone('manager', ours), newRule(null), now)).rejects.toMatchObject({
      code: 'not-allowed',
    })
    const { ruleId } = await addRule(await someone('admin', ours), newRule(null), now)
    expect((await readRules(ours.scope)).map((rule) => rule.ruleId)).toEqual([ruleId])
  })

  test('are not changed by whoever read an older version', async () => {
    const ours = await makeCustomer()
    const manager = await someone('manager', ours)
    const { ruleId, spec } = await addRule(manager, newRule(ours.id), now)
    const change = { name: 'Joins of ours', severity: 'minor' as const, enabled: true, spec, version: 1 }
    expect(await changeRule(manager, ruleId, change, now)).toMatchObject({
      version: 2,
      name: 'Joins of ours',
    })
    await expect(changeRule(manager, ruleId, change, now)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('are in the audit trail, each change once', async () => {
    const ours = await makeCustomer()
    const manager = await someone('manager', ours)
    const { ruleId, spec } = await addRule(manager, newRule(ours.id), now)
    await changeRule(manager, ruleId, { name: 'x', severity: 'minor', enabled: false, spec, version: 1 }, now)
    await deleteRule(manager, ruleId, now)
    const { rows } = await pool('owner').query('SELECT kind FROM audit WHERE subject_id = $1 ORDER BY id', [
      ruleId,
    ])
    expect(rows.map(({ kind }) => kind)).toEqual(['rule.added', 'rule.disabled', 'rule.deleted'])
  })

  test.each([
    ['it fires where it is over', { condition: { ...condition, clearAt: 0.2 } }, /worse than where it fires/],
    ['it asks for two dimensions', { splitBy: ['app', 'region', 'browser'] }, /not by both/],
    [
      'it names an app of somebody else',
      { scope: { appIds: ['01890000-0000-7000-8000-000000000001'] } },
      /no such app/,
    ],
  ])('are refused with the reason when %s', async (_what, spec, reason) => {
    const ours = await makeCustomer()
    await expect(addRule(await someone('manager', ours), newRule(ours.id, spec), now)).rejects.toThrow(reason)
  })
})

describe('a customer that differs from the pack', () => {
  test('is shown with what differs, and drifts when the pack changes', async () => {
    const ours = await makeCustomer()
    const [admin, manager] = [await someone('admin', ours), await someone('manager', ours)]
    const { ruleId, spec } = await addRule(admin, newRule(null), now)
    const key = { ruleId, customerId: ours.id }
    await writeOverride(
      manager,
      key,
      overridden({ patch: { fireAt: 0.3 }, severity: 'minor', reason: 'noisy' }),
      now,
    )
    await changeRule(
      admin,
      ruleId,
      { name: 'Joins', severity: 'major', enabled: true, spec, version: 1 },
      now,
    )
    expect(await readOverrides(ours.scope, ruleId)).toMatchObject([
      {
        drifted: true,
        reason: 'noisy',
        differences: [
          { what: 'Severity', pack: 'Impaired', here: 'Degraded' },
          { what: 'Fires at', pack: '10 %', here: '30 %' },
        ],
      },
    ])
    expect(await readRule(ours.scope, ruleId)).toMatchObject({ overrides: 1, drifted: 1 })
    await removeOverride(manager, key, now)
    expect(await readOverrides(ours.scope, ruleId)).toEqual([])
  })

  test('is changed by its own managers only', async () => {
    const [ours, theirs] = [await makeCustomer(), await makeCustomer()]
    const { ruleId } = await addRule(await someone('admin', ours, theirs), newRule(null), now)
    const manager = await someone('manager', ours)
    await expect(
      writeOverride(manager, { ruleId, customerId: theirs.id }, overridden({ enabled: false }), now),
    ).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the preview of a rule', () => {
  async function plantMinutes(
    customerId: string,
    appId: string,
    minutes: readonly [number, number, number][],
  ) {
    for (const table of ['pulse_10s', 'pulse_1m'])
      for (const [agoMinutes, joins, failures] of minutes)
        await pool('owner').query(
          `INSERT INTO ${table} (customer_id, app_id, dimension, value, bucket, score_histogram, model, joins, join_failures)
           VALUES ($1, $2, '', '', $3, '{}', 'test', $4, $5)`,
          [customerId, appId, new Date(now.getTime() - agoMinutes * minute), joins, failures],
        )
  }

  test('tells what it sees now and when it would have fired', async () => {
    const ours = await makeCustomer()
    const app = await makeApp(ours)
    const hour = 60
    await plantMinutes(ours.id, app.id, [
      [30 * hour, 10, 10],
      [30 * hour - 6, 100, 0],
      [1, 15, 5],
    ])
    const {
      now: seen,
      week,
      problem,
    } = await previewRule(ours.scope, { customerId: ours.id, spec: newRule(ours.id).spec }, now)
    expect(problem).toBeNull()
    expect(seen).toEqual([
      { labels: { customer: ours.slug, app: app.slug }, value: 0.25, traffic: 20, holds: true },
    ])
    expect(week).toMatchObject({ fired: 2 })
    expect(week?.episodes[0]?.from).toBe(now.getTime() - 30 * hour * minute + minute)
    expect(week?.episodes[0]?.to).not.toBeNull()
    expect(Math.max(...(week?.series ?? []).map(([, value]) => value ?? 0))).toBe(0.5)
  })

  test('says what cannot be told, and what is wrong with the rule', async () => {
    const ours = await makeCustomer()
    const ask = (spec: object) =>
      previewRule(ours.scope, { customerId: ours.id, spec: newRule(ours.id, spec).spec }, now)
    const fleet = await ask({ condition: { kind: 'fleet' } })
    expect(fleet).toMatchObject({ week: null, cannot: expect.stringContaining('last picture') })
    const wrong = await ask({ condition: { ...condition, clearAt: 0.5 } })
    expect(wrong.problem).toMatchObject({ code: 'bad-spec' })
  })

  test('of a customer outside the scope is that of one that does not exist', async () => {
    const [ours, theirs] = [await makeCustomer(), await makeCustomer()]
    const asked = { customerId: theirs.id, spec: newRule(ours.id).spec }
    await expect(async () => previewRule(ours.scope, asked, now)).rejects.toMatchObject({ code: 'not-found' })
  })
})
