import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import { recordActivity } from '#lib/activity/record.server.ts'
import { assumeMember, inScope, type Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import { checkSpec } from './check-spec.ts'
import type { changedRuleSchema, NewRule, RuleSpec, RuleView } from './contract.ts'
import { readRule } from './read-rules.server.ts'
import {
  findAppNames,
  findRuleToWrite,
  insertRule,
  markDeleted,
  type RuleToWrite,
  updateRule,
} from './store.server.ts'

/** Adds a rule: for a customer in scope, or (administrators) for the pack that all customers have. */
export async function addRule(member: Member, rule: NewRule, now: Date): Promise<RuleView> {
  mayWrite(member, rule.customerId)
  await checkRule(member, rule.customerId, rule.spec)
  const ruleId = uuidv7()
  await change(member, async (tx) => {
    await insertRule(tx, ruleId, rule, { by: member.id, at: now })
    await tell(tx, member, 'rule.added', { ruleId, customerId: rule.customerId, name: rule.name }, now)
  })
  return reread(member, ruleId)
}

/** Changes a rule as it was read; whoever comes second is told. Disabling it ends what it began. */
export async function changeRule(
  member: Member,
  ruleId: string,
  rule: z.infer<typeof changedRuleSchema>,
  now: Date,
): Promise<RuleView> {
  const was = await ruleToWrite(member, ruleId)
  mayWrite(member, was.customerId)
  await checkRule(member, was.customerId, rule.spec)
  await change(member, async (tx) => {
    if (!(await updateRule(tx, ruleId, rule, { by: member.id, at: now })))
      throw new Refused('conflict', 'Somebody else has changed this rule meanwhile. Look at it again.')
    const kind =
      was.enabled && !rule.enabled
        ? 'rule.disabled'
        : !was.enabled && rule.enabled
          ? 'rule.enabled'
          : 'rule.changed'
    await tell(tx, member, kind, { ruleId, customerId: was.customerId, name: rule.name }, now)
  })
  return reread(member, ruleId)
}

/** Takes a rule away; the worker ends what it began within a second. */
export async function deleteRule(member: Member, ruleId: string, now: Date): Promise<void> {
  const was = await ruleToWrite(member, ruleId)
  mayWrite(member, was.customerId)
  await change(member, async (tx) => {
    if (!(await markDeleted(tx, ruleId, { by: member.id, at: now })))
      throw new Refused('already-done', 'This rule is gone already.')
    await tell(tx, member, 'rule.deleted', { ruleId, customerId: was.customerId, name: was.name }, now)
  })
}

async function reread(member: Member, ruleId: string): Promise<RuleView> {
  const rule = await readRule(member.scope, ruleId)
  if (rule === null) throw new Refused('not-found', 'No such thing.')
  return rule
}

/** A rule in the scope that is still there. */
export async function ruleToWrite({ scope }: Member, ruleId: string): Promise<RuleToWrite> {
  const rule = await findRuleToWrite(scope, ruleId)
  if (rule === null) throw new Refused('not-found', 'No such thing.')
  if (rule.isGone) throw new Refused('already-done', 'This rule is gone already.')
  return rule
}

/** The wall of the database says the same. */
function mayWrite({ role, scope }: Member, customerId: string | null): void {
  if (customerId === null && role !== 'admin')
    throw new Refused(
      'not-allowed',
      'The pack is changed by administrators. Make a difference for your customer instead.',
    )
  if (customerId !== null && !scope.customerIds.includes(customerId))
    throw new Refused('not-found', 'No such thing.')
}

async function checkRule({ scope }: Member, customerId: string | null, spec: RuleSpec): Promise<void> {
  const wrong = checkSpec(spec)
  if (wrong !== null) throw new Refused('bad-request', wrong)
  if (spec.scope.appIds.length === 0) return
  if (customerId === null)
    throw new Refused(
      'bad-request',
      'A rule of the pack is for all customers: narrow it by region or tag, not by app.',
    )
  const own = new Set(
    (await findAppNames(scope)).filter((app) => app.customerId === customerId).map(({ appId }) => appId),
  )
  if (!spec.scope.appIds.every((appId) => own.has(appId)))
    throw new Refused('bad-request', 'This customer has no such app.')
}

function change<T>(member: Member, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inScope(member.scope, async (tx) => {
    await assumeMember(tx, member.id)
    return work(tx)
  })
}

function tell(
  tx: Tx,
  member: Member,
  kind: string,
  { ruleId, customerId, name }: { ruleId: string; customerId: string | null; name: string },
  at: Date,
): Promise<void> {
  return recordActivity(tx, {
    ...{ customerId, at, kind, actorId: member.id, actorName: member.name },
    ...{ subjectType: 'rule', subjectId: ruleId, data: { name } },
  })
}
