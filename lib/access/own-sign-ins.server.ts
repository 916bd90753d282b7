import { recordActivity } from '#lib/activity/record.server.ts'
import { inAccess } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { SignIns } from './contract.ts'
import type { Member } from './member.ts'
import { endReasonOf } from './sign-in-state.ts'
import { endSignIn, listOpenSignIns } from './store.server.ts'

/** Where this member is signed in, newest first. */
export async function listOwnSignIns(member: Member, now: Date): Promise<SignIns> {
  const rows = await inAccess((tx) => listOpenSignIns(tx, member.id, now))
  const holding = rows.filter((row) => endReasonOf({ ...row, memberDisabledAt: null }, now) === null)
  return {
    signIns: holding.map(({ id, userAgent, createdAt, lastSeenAt, expiresAt }) => ({
      id,
      userAgent,
      createdAt: createdAt.getTime(),
      lastSeenAt: lastSeenAt.getTime(),
      expiresAt: expiresAt.getTime(),
      current: id === member.signInId,
    })),
  }
}

/** Ends one of the member's own sign-ins. Somebody else's answers like one that does not exist. */
export async function revokeOwnSignIn(member: Member, signInId: string, now: Date): Promise<void> {
  await inAccess(async (tx) => {
    if (!(await endSignIn(tx, member.id, signInId, now))) throw new Refused('not-found', 'No such thing.')
    await recordActivity(tx, {
      customerId: null,
      at: now,
      actorId: member.id,
      actorName: member.name,
      kind: signInId === member.signInId ? 'member.signed-out' : 'sign-in.revoked',
      subjectType: 'sign-in',
      subjectId: signInId,
      data: {},
    })
  })
}
