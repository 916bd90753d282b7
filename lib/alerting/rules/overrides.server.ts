import type { z } from 'zod'
import type { Member, TenantScope } from '#lib/access/member.ts'
import { recordActivity } from '#lib/activity/record.server.ts'
import { inScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import { checkSpec } from './check-spec.ts'
import type { overrideViewSchema, RuleOverride } from './contract.ts'
import { differencesOf } from './differences.ts'
import { mergeOverride } from './merge-override.ts'
import { readRule } from './read-rules.server.ts'
import { deleteOverride, findOverrides, type RuleToWrite, saveOverride } from './store.server.ts'
import { ruleToWrite } from './write-rule.server.ts'

type OverrideView = z.infer<typeof overrideViewSchema>

/** How the customers in the scope differ from a rule of the pack; null: no such rule. */
export async function readOverrides(scope: TenantScope, ruleId: string): Promise<OverrideView[] | null> {
  const rule = await readRule(scope, ruleId)
  if (rule === null) return null
  const rows = await findOverrides(scope, ruleId)
  return rows.map((row) => ({
    ...row,
    drifted: row.baseVersion < rule.version,
    differences: differencesOf(rule, row),
  }))
}

/** What this customer has otherwise than the pack, from now on. */
export async function writeOverride(
  member: Member,
  key: { ruleId: string; customerId: string },
  override: RuleOverride,
  now: Date,
): Promise<OverrideView> {
  const rule = await packRule(member, key)
  const wrong = checkSpec(mergeOverride(rule.spec, override.patch))
  if (wrong !== null) throw new Refused('bad-request', wrong)
  await inScope(member.scope, async (tx) => {
    await saveOverride(tx, key, override, rule.version, { by: member.id, at: now })
    await tell(tx, member, 'rule.overridden', key, rule, now)
  })
  const written = (await readOverrides(member.scope, key.ruleId))?.find(
    (one) => one.customerId === key.customerId,
  )
  if (!written) throw new Refused('conflict', 'Somebody else has taken this difference back meanwhile.')
  return written
}

/** The customer follows the pack again. */
export async function removeOverride(
  member: Member,
  key: { ruleId: string; customerId: string },
  now: Date,
): Promise<void> {
  const rule = await packRule(member, key)
  await inScope(member.scope, async (tx) => {
    if (!(await deleteOverride(tx, key)))
      throw new Refused('already-done', 'This customer follows the pack already.')
    await tell(tx, member, 'rule.override-removed', key, rule, now)
  })
}

async function packRule(member: Member, key: { ruleId: string; customerId: string }): Promise<RuleToWrite> {
  if (!member.scope.customerIds.includes(key.customerId)) throw new Refused('not-found', 'No such thing.')
  const rule = await ruleToWrite(member, key.ruleId)
  if (rule.customerId !== null)
    throw new Refused('conflict', 'Only rules of the pack are inherited; change this one itself.')
  return rule
}

type Tx = Parameters<Parameters<typeof inScope>[1]>[0]

function tell(
  tx: Tx,
  member: Member,
  kind: string,
  { ruleId, customerId }: { ruleId: string; customerId: string },
  { name, version }: RuleToWrite,
  at: Date,
): Promise<void> {
  return recordActivity(tx, {
    ...{ customerId, at, kind, actorId: member.id, actorName: member.name },
    ...{ subjectType: 'rule', subjectId: ruleId, data: { name, packVersion: version } },
  })
}
