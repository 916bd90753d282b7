import { v7 as uuidv7 } from 'uuid'
import type { Member } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { recordActivity } from '#lib/activity/record.server.ts'
import { assumeMember, inScope, type Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { ChangedIncidentRule, IncidentRuleView, NewIncidentRule } from '../api-contract.ts'
import {
  deleteIncidentRuleRow,
  findIncidentRules,
  insertIncidentRule,
  updateIncidentRule,
} from './manage-store.server.ts'

/** Those for all customers, and those of the customers in scope. */
export async function readIncidentRules({ scope }: Member): Promise<{ rules: IncidentRuleView[] }> {
  return { rules: await findIncidentRules(scope, null) }
}

export async function addIncidentRule(
  member: Member,
  rule: NewIncidentRule,
  now: Date,
): Promise<IncidentRuleView> {
  const customerId = rule.customerId === null ? null : within(member.scope, rule.customerId)
  mayWrite(member, customerId)
  const ruleId = uuidv7()
  await change(member, { ruleId, customerId, name: rule.name }, 'incident-rule.added', now, (tx, stamp) =>
    insertIncidentRule(tx, ruleId, { ...rule, customerId }, stamp),
  )
  return reread(member, ruleId)
}

/** As it was read; whoever comes second is told. */
export async function changeIncidentRule(
  member: Member,
  ruleId: string,
  rule: ChangedIncidentRule,
  now: Date,
): Promise<IncidentRuleView> {
  const was = await reread(member, ruleId)
  mayWrite(member, was.customerId)
  await change(member, was, 'incident-rule.changed', now, async (tx, stamp) => {
    if (!(await updateIncidentRule(tx, ruleId, rule, stamp)))
      throw new Refused('conflict', 'Somebody else has changed this rule meanwhile. Look at it again.')
  })
  return reread(member, ruleId)
}

/** What it has opened stays. */
export async function deleteIncidentRule(
  member: Member,
  ruleId: string,
  { version }: { version?: number | undefined },
  now: Date,
): Promise<void> {
  const was = await reread(member, ruleId)
  mayWrite(member, was.customerId)
  if (version !== undefined && version !== was.version)
    throw new Refused('conflict', 'Somebody else has changed this rule meanwhile. Look at it again.')
  await change(member, was, 'incident-rule.deleted', now, (tx, stamp) =>
    deleteIncidentRuleRow(tx, ruleId, stamp),
  )
}

async function reread({ scope }: Member, ruleId: string): Promise<IncidentRuleView> {
  const [rule] = await findIncidentRules(scope, ruleId)
  if (!rule) throw new Refused('not-found', 'No such thing.')
  return rule
}

/** The wall of the database says the same. */
function mayWrite({ role }: Member, customerId: string | null): void {
  if (customerId === null && role !== 'admin')
    throw new Refused('not-allowed', 'What serves all customers is changed by administrators.')
}

function change(
  member: Member,
  { ruleId, customerId, name }: Pick<IncidentRuleView, 'ruleId' | 'customerId' | 'name'>,
  kind: string,
  at: Date,
  work: (tx: Tx, stamp: { by: string; at: Date }) => Promise<void>,
): Promise<void> {
  return inScope(member.scope, async (tx) => {
    await assumeMember(tx, member.id)
    await work(tx, { by: member.id, at })
    await recordActivity(tx, {
      ...{ customerId, at, kind, actorId: member.id, actorName: member.name },
      ...{ subjectType: 'incident-rule', subjectId: ruleId, data: { name } },
    })
  })
}
