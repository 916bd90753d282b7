import type { Pool } from 'pg'
import type { PackRule } from '../default-pack.ts'

export async function seedRule(db: Pool, rule: PackRule & { ruleId: string }, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO rule (id, pack_key, name, spec, severity, enabled, version, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, true, 1, $6, $6)
     ON CONFLICT (pack_key) WHERE pack_key IS NOT NULL AND customer_id IS NULL DO UPDATE SET
       name = EXCLUDED.name, spec = EXCLUDED.spec, severity = EXCLUDED.severity, updated_at = EXCLUDED.updated_at
     WHERE rule.version = 1 AND rule.deleted_at IS NULL
       AND (rule.name, rule.spec, rule.severity) IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.spec, EXCLUDED.severity)`,
    [rule.ruleId, rule.packKey, rule.name, JSON.stringify(rule.spec), rule.severity, now],
  )
}
