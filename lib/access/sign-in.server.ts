import { v7 as uuidv7 } from 'uuid'
import { recordActivity } from '#lib/activity/record.server.ts'
import { inAccess } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import { emailSchema } from './contract.ts'
import { passwordMatches } from './password.server.ts'
import { absoluteMs } from './sign-in-cookie.ts'
import type { SignInThrottle } from './sign-in-throttle.server.ts'
import { hashSignInSecret, newSignInSecret } from './sign-in-token.server.ts'
import { type Account, insertSignIn, readAccountByEmail } from './store.server.ts'

export type Attempt = { email: string; password: string; network: string; userAgent: string }
export type SignedIn = { memberId: string; email: string; name: string; signInSecret: string }

/** One answer for an unknown account, a wrong password and a disabled member: nobody learns which it was. */
const refusal = () => new Refused('not-signed-in', 'E-mail or password is wrong.')

/** Signs a member in: always a new sign-in with a new id, never one the browser brought along. */
export async function signIn(attempt: Attempt, throttle: SignInThrottle, now: Date): Promise<SignedIn> {
  const email = emailSchema.safeParse(attempt.email).data ?? attempt.email.trim().toLowerCase()
  await throttle.countTry(email, attempt.network)
  const account = await inAccess((tx) => readAccountByEmail(tx, email))
  const usable = account?.disabledAt ? null : account
  const matches = await passwordMatches(attempt.password, usable?.passwordHash ?? null)
  if (!usable || !matches) throw refusal()
  await throttle.forgive(email, attempt.network)
  return openSignIn(usable, attempt.userAgent, now)
}

/** A new sign-in of somebody whose identity is proven; the cookie carries its secret. */
export async function openSignIn(account: Account, userAgent: string, now: Date): Promise<SignedIn> {
  const signInSecret = newSignInSecret()
  const id = uuidv7()
  await inAccess(async (tx) => {
    await insertSignIn(tx, {
      id,
      memberId: account.id,
      tokenHash: hashSignInSecret(signInSecret),
      userAgent: printable(userAgent).slice(0, 300),
      createdAt: now,
      expiresAt: new Date(now.getTime() + absoluteMs),
    })
    await recordActivity(tx, {
      customerId: null,
      at: now,
      actorId: account.id,
      actorName: account.name,
      kind: 'member.signed-in',
      subjectType: 'sign-in',
      subjectId: id,
      data: {},
    })
  })
  return { memberId: account.id, email: account.email, name: account.name, signInSecret }
}

function printable(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, ' ').trim()
}
