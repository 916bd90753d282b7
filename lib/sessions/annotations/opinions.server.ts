import type { Member } from '#lib/access/member.ts'
import { recordActivity } from '#lib/activity/record.server.ts'
import { inScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { FindingOpinion, OpinionAsked, SessionOpinions } from './contract.ts'
import {
  deleteOpinion,
  findCustomerOfSession,
  findFindingRef,
  findOpinionsOfFinding,
  findOpinionsOfSession,
  saveOpinion,
} from './store.server.ts'

/** Keeps what this member thinks of a finding, or takes it back; answers what is thought of it now. */
export async function judgeFinding(
  member: Member,
  findingId: string,
  asked: OpinionAsked,
  now: Date,
): Promise<FindingOpinion> {
  await inScope(member.scope, async (tx) => {
    const finding = await findFindingRef(tx, member.scope, findingId)
    if (!finding) throw new Refused('not-found', 'No such thing.')
    const { customerId, sessionId, kind } = finding
    const key = { customerId, findingId, memberId: member.id }
    if (asked.opinion === null) await deleteOpinion(tx, key)
    else await saveOpinion(tx, { ...key, opinion: asked.opinion, comment: asked.comment ?? '', at: now })
    await recordActivity(tx, {
      customerId,
      at: now,
      actorId: member.id,
      actorName: member.name,
      kind: 'finding.judged',
      subjectType: 'finding',
      subjectId: findingId,
      data: { sessionId, kind, opinion: asked.opinion },
    })
  })
  const [known] = await findOpinionsOfFinding(member.scope, member.id, findingId)
  return known ?? { findingId, mine: null, agree: 0, wrong: 0 }
}

/** Null: no such call in the scope. */
export async function readOpinions(member: Member, sessionId: string): Promise<SessionOpinions | null> {
  const customerId = await findCustomerOfSession(member.scope, sessionId)
  if (customerId === null) return null
  return { opinions: await findOpinionsOfSession(member.scope, member.id, { customerId, sessionId }) }
}
