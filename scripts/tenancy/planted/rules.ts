import { v7 as uuidv7 } from 'uuid'
import { ruleSpecSchema } from '#lib/alerting/rules/contract.ts'
import { pool } from '#lib/db/pools.server.ts'
import type { Bodies, Planting, Plants } from './contract.ts'

const condition = {
  kind: 'threshold',
  metric: 'joinFailureRatio',
  windowMs: 300_000,
  op: 'above',
  fireAt: 0.5,
  clearAt: 0.4,
}
const madeSpec = ruleSpecSchema.parse({ condition, scope: {} })

/** Alert rules of a tenant, its word in every text field; their ids by kind. */
export async function plantRules({ word, customerId, appId }: Planting): Promise<Plants> {
  const [rule, toDelete] = [uuidv7(), uuidv7()]
  const db = pool('owner')
  const spec = ruleSpecSchema.parse({
    condition,
    scope: { appIds: [appId], tags: [{ key: word, value: word }] },
    advice: word,
    runbookUrl: `https://${word}.example/`,
  })
  for (const id of [rule, toDelete])
    await db.query(
      `INSERT INTO rule (customer_id, id, name, spec, severity, enabled, created_at, updated_at)
       VALUES ($1, $2, $3, $4, 'major', false, now(), now())`,
      [customerId, id, word, JSON.stringify(spec)],
    )
  await db.query(
    `INSERT INTO rule_override (customer_id, rule_id, base_version, reason, updated_at) VALUES ($1, $2, 1, $3, now())`,
    [customerId, rule, word],
  )
  await db.query(
    `INSERT INTO rule_health (customer_id, rule_id, code, problem, since, last_at)
     VALUES ($1, $2, 'failed', $3, now(), now())`,
    [customerId, rule, word],
  )
  await db.query(
    `INSERT INTO rule_instance (customer_id, rule_id, instance, labels, state, reason, last_evaluated_at)
     VALUES ($1, $2, $3, jsonb_build_object('app', $3::text), 'inactive', 'value', now())`,
    [customerId, rule, word],
  )
  return { rule, 'rule-to-delete': toDelete }
}

const rule = { name: 'Made by the check', severity: 'minor', enabled: false, spec: madeSpec }

/** Bodies that are right. */
export const ruleBodies: Bodies = {
  'POST /api/v1/rules': (of) => ({ ...rule, customerId: of.customerId }),
  'PUT /api/v1/rules/[ruleId]': () => ({ ...rule, version: 1 }),
  'POST /api/v1/rules/preview': (of) => ({ customerId: of.customerId, spec: madeSpec }),
  'PUT /api/v1/rules/[ruleId]/overrides/[customerId]': () => ({ enabled: false }),
}
