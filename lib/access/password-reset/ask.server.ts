import { v7 as uuidv7 } from 'uuid'
import { recordActivity } from '#lib/activity/record.server.ts'
import { inAccess } from '#lib/db/transaction.server.ts'
import type { SignInThrottle } from '../sign-in-throttle.server.ts'
import { type Account, readAccountByEmail } from '../store.server.ts'
import { countResetsSince, insertReset } from './store.server.ts'

const hourMs = 3_600_000
export const resetValidMs = hourMs
/** Nobody's mailbox is filled by somebody else, from however many networks. */
const mailsPerHour = 3

/**
 * Somebody forgot the password. Known and unknown addresses are looked up alike and answered alike; what only a known
 * one needs is done after that, in `written`, which the answer does not wait for.
 */
export async function askForNewPassword(
  email: string,
  network: string,
  throttle: SignInThrottle,
  now: Date,
): Promise<{ written: Promise<void> }> {
  await throttle.countTry(`new password ${email}`, network)
  const account = await inAccess((tx) => readAccountByEmail(tx, email))
  return { written: account && !account.disabledAt ? writeReset(account, now) : Promise.resolve() }
}

function writeReset(account: Account, now: Date): Promise<void> {
  return inAccess(async (tx) => {
    const lately = await countResetsSince(tx, account.id, new Date(now.getTime() - hourMs))
    if (lately >= mailsPerHour) return
    const expiresAt = new Date(now.getTime() + resetValidMs)
    await insertReset(tx, { id: uuidv7(), memberId: account.id, createdAt: now, expiresAt })
    await recordActivity(tx, {
      ...{
        customerId: null,
        at: now,
        actorId: null,
        actorName: 'sign-in page',
        kind: 'member.new-password-asked',
      },
      ...{ subjectType: 'member', subjectId: account.id },
    })
  })
}
