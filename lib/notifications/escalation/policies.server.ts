import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import type { Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { changedPolicySchema, NewPolicy, PolicyStep, PolicyView } from '../contract.ts'
import { asMember, changedMeanwhile, mayServe, noSuchThing, recordChange } from '../settings-right.server.ts'
import {
  findPolicies,
  findScheduleIds,
  findServingChannels,
  findTellable,
  insertPolicy,
  lockPolicy,
  markPolicyDeleted,
  routesUsingPolicy,
  updatePolicy,
} from './policy-store.server.ts'

export async function listPolicies(member: Member): Promise<{ policies: PolicyView[] }> {
  return { policies: await asMember(member, (tx) => findPolicies(tx, member)) }
}

export async function addPolicy(member: Member, asked: NewPolicy, now: Date): Promise<PolicyView> {
  const policy = { ...asked, customerId: mayServe(member, asked.customerId), policyId: uuidv7(), version: 1 }
  await asMember(member, async (tx) => {
    await refuseUnknown(tx, policy.customerId, policy.steps)
    const { policyId, version: _first, ...row } = policy
    await insertPolicy(tx, policyId, row, { at: now, by: member.id })
    await record(tx, member, 'policy.added', policy, now)
  })
  return policy
}

/** Escalations that run keep the policy as it was when they began. */
export async function changePolicy(
  member: Member,
  policyId: string,
  { version, ...asked }: z.infer<typeof changedPolicySchema>,
  now: Date,
): Promise<PolicyView> {
  return asMember(member, async (tx) => {
    const { customerId } = await existing(tx, member, policyId)
    await refuseUnknown(tx, customerId, asked.steps)
    if (!(await updatePolicy(tx, policyId, version, asked, { at: now, by: member.id }))) throw changedMeanwhile()
    const policy = { ...asked, customerId, policyId, version: version + 1 }
    await record(tx, member, 'policy.changed', policy, now)
    return policy
  })
}

export async function deletePolicy(member: Member, policyId: string, now: Date): Promise<{ ok: true }> {
  return asMember(member, async (tx) => {
    const policy = await existing(tx, member, policyId)
    const [user] = await routesUsingPolicy(tx, policyId)
    if (user !== undefined) throw new Refused('conflict', `The route “${user}” uses this policy.`)
    await markPolicyDeleted(tx, policyId, { at: now, by: member.id })
    await record(tx, member, 'policy.deleted', policy, now)
    return { ok: true }
  })
}

async function existing(tx: Tx, member: Member, policyId: string): Promise<PolicyView> {
  const found = await lockPolicy(tx, member, policyId)
  if (!found) throw noSuchThing()
  mayServe(member, found.policy.customerId)
  if (found.deleted) throw new Refused('already-done', 'This policy is deleted.')
  return found.policy
}

/** A step that can tell nobody is found when it is written, not at three in the morning. */
async function refuseUnknown(tx: Tx, customerId: string | null, steps: readonly PolicyStep[]): Promise<void> {
  const idsOf = (kind: string) =>
    steps.flatMap(({ targets }) => targets.filter((one) => one.kind === kind).map(({ id }) => id))
  const known = {
    member: await findTellable(tx, idsOf('member'), customerId),
    schedule: await findScheduleIds(tx, idsOf('schedule')),
    channel: await findServingChannels(tx, idsOf('channel'), customerId),
  }
  for (const [i, { targets }] of steps.entries())
    for (const { kind, id } of targets)
      if (!known[kind].has(id)) throw new Refused('bad-request', `Step ${i + 1} names ${unknown[kind]}.`)
}

const unknown = {
  member: 'a person who is gone or may not see this customer',
  schedule: 'a schedule that is gone',
  channel: 'a channel that is gone or does not serve these customers',
} as const

function record(tx: Tx, member: Member, kind: string, policy: PolicyView, now: Date) {
  const { policyId: subjectId, customerId, ...data } = policy
  return recordChange(tx, member, { customerId, kind, subjectType: 'policy', subjectId }, data, now)
}
