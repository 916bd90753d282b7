import { recordActivity } from '#lib/activity/record.server.ts'
import { inAccess } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { Member } from './member.ts'
import { hashPassword, passwordMatches } from './password.server.ts'
import type { SignInThrottle } from './sign-in-throttle.server.ts'
import { endAllSignIns, readAccount, setPasswordHash } from './store.server.ts'

/** Changes the member's own password and ends every sign-in of theirs, this one included: sign in again. */
export async function changeOwnPassword(
  member: Member,
  passwords: { current: string; next: string },
  network: string,
  throttle: SignInThrottle,
  now: Date,
): Promise<void> {
  await throttle.countTry(member.email, network)
  const account = await inAccess((tx) => readAccount(tx, member.id))
  if (!(await passwordMatches(passwords.current, account?.passwordHash ?? null)))
    throw new Refused('bad-request', 'The current password is wrong.')
  const passwordHash = await hashPassword(passwords.next)
  await inAccess(async (tx) => {
    await setPasswordHash(tx, member.id, passwordHash)
    await endAllSignIns(tx, member.id, now)
    await recordActivity(tx, {
      customerId: null,
      at: now,
      actorId: member.id,
      actorName: member.name,
      kind: 'member.password-changed',
      subjectType: 'member',
      subjectId: member.id,
      data: {},
    })
  })
}
