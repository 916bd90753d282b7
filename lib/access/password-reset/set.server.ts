import { recordActivity } from '#lib/activity/record.server.ts'
import { inAccess, type Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import { idInLink } from '../link-address.server.ts'
import { hashPassword } from '../password.server.ts'
import type { SignInThrottle } from '../sign-in-throttle.server.ts'
import { type Account, endAllSignIns, readAccount, setPasswordHash } from '../store.server.ts'
import { endOtherResets, readOpenReset, takeReset } from './store.server.ts'

const over = () =>
  new Refused('not-found', 'This link does not work any more. Ask for a new one on the sign-in page.')

/** Whether the page of a link may ask for a password. */
export async function isResetOpen(token: string, now: Date): Promise<boolean> {
  return (await inAccess((tx) => whose(tx, token, now))) !== null
}

/** Sets the password, once, and ends every sign-in there is: whoever was in with the old one is out. */
export async function setNewPassword(
  given: { token: string; password: string },
  network: string,
  throttle: SignInThrottle,
  now: Date,
): Promise<void> {
  await throttle.countTry(`set password ${idInLink('set a new password', given.token, now) ?? ''}`, network)
  if (!(await isResetOpen(given.token, now))) throw over()
  const passwordHash = await hashPassword(given.password)
  await inAccess(async (tx) => {
    const found = await whose(tx, given.token, now)
    if (!found || !(await takeReset(tx, found.resetId, now))) throw over()
    const { id, name } = found.account
    await setPasswordHash(tx, id, passwordHash)
    await endOtherResets(tx, id, now)
    await endAllSignIns(tx, id, now)
    await recordActivity(tx, {
      ...{ customerId: null, at: now, actorId: id, actorName: name, kind: 'member.password-reset' },
      ...{ subjectType: 'member', subjectId: id },
    })
  })
}

/** A disabled member's link is none. */
async function whose(
  tx: Tx,
  token: string,
  now: Date,
): Promise<{ resetId: string; account: Account } | null> {
  const resetId = idInLink('set a new password', token, now)
  const row = resetId === null ? null : await readOpenReset(tx, resetId, now)
  const account = row && (await readAccount(tx, row.memberId))
  return row && account && !account.disabledAt ? { resetId: row.id, account } : null
}
