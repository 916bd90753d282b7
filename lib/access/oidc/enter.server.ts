import { randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { recordActivity } from '#lib/activity/record.server.ts'
import { inAccess, type Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import { emailSchema, personNameSchema } from '../contract.ts'
import type { Role } from '../member.ts'
import { hashPassword } from '../password.server.ts'
import { openSignIn, type SignedIn } from '../sign-in.server.ts'
import { type Account, insertMember, readAccount, readAccountByEmail } from '../store.server.ts'
import { type OidcSettings, roleFromClaims } from './settings.ts'
import { hasIdentityAt, insertIdentity, memberOfIdentity } from './store.server.ts'

/** What the organisation's server says of whoever signed in there; its signature, audience and nonce were checked. */
const claimsSchema = z.looseObject({
  iss: z.string().min(1).max(500),
  sub: z.string().min(1).max(255),
  email: z.unknown().optional(),
  email_verified: z.unknown().optional(),
  name: z.unknown().optional(),
})
type Claims = z.infer<typeof claimsSchema>

const refusal = (why: string) => new Refused('not-signed-in', why)
const notOurs = 'Your account is not a member here. Ask an administrator to invite you.'

/**
 * Signs in whoever the organisation's server vouches for. Somebody seen before is known by their identity; somebody new is
 * linked, once, to the member with the same verified address. Nobody becomes a member by this alone, unless a role for
 * them is configured. A disabled member stays out.
 */
export async function enterByOidc(
  given: unknown,
  settings: OidcSettings,
  userAgent: string,
  now: Date,
): Promise<SignedIn> {
  const claims = claimsSchema.safeParse(given).data
  if (!claims || claims.iss.replace(/\/+$/, '') !== settings.issuer)
    throw refusal('That did not work. Try again.')
  const role = roleFromClaims(settings, claims)
  const passwordHash = role === null ? null : await hashPassword(randomUUID())
  const account = await inAccess(
    async (tx) =>
      (await knownAccount(tx, claims)) ??
      (await linkedAccount(tx, claims, now)) ??
      (await newAccount(tx, claims, role, passwordHash, now)),
  )
  if (!account || account.disabledAt) throw refusal(notOurs)
  return openSignIn(account, userAgent, now)
}

async function knownAccount(tx: Tx, { iss, sub }: Claims): Promise<Account | null> {
  const memberId = await memberOfIdentity(tx, iss, sub)
  return memberId === null ? null : readAccount(tx, memberId)
}

/** Only an address that the server says it has verified proves anything. */
function provenEmail({ email, email_verified: verified }: Claims): string {
  const address = emailSchema.safeParse(email).data
  if (!address || (verified !== true && verified !== 'true'))
    throw refusal('Your organisation’s sign-in does not vouch for an e-mail address of yours.')
  return address
}

/** An address given to somebody else later does not inherit the account: one identity of a server per member. */
async function linkedAccount(tx: Tx, claims: Claims, now: Date): Promise<Account | null> {
  const account = await readAccountByEmail(tx, provenEmail(claims))
  if (!account || account.disabledAt) return account
  if (await hasIdentityAt(tx, claims.iss, account.id))
    throw refusal(
      'This address belongs to another account of your organisation’s sign-in. Ask an administrator.',
    )
  await link(tx, account, claims, now)
  return account
}

async function newAccount(
  tx: Tx,
  claims: Claims,
  role: Role | null,
  passwordHash: string | null,
  now: Date,
): Promise<Account | null> {
  if (role === null || passwordHash === null) return null
  const email = provenEmail(claims)
  const name = personNameSchema.safeParse(claims.name).data ?? email.split('@')[0] ?? email
  const account: Account = { id: uuidv7(), email, name, role, passwordHash, disabledAt: null }
  const made = await insertMember(
    tx,
    account.id,
    { email, name, role, password: '', customerIds: [] },
    passwordHash,
  )
  if (!made) throw refusal('That did not work. Try again.')
  await record(tx, account, 'member.added', now, { role, customerIds: [], by: claims.iss })
  await link(tx, account, claims, now)
  return account
}

async function link(tx: Tx, account: Account, { iss, sub }: Claims, now: Date): Promise<void> {
  await insertIdentity(tx, { issuer: iss, subject: sub, memberId: account.id, linkedAt: now })
  await record(tx, account, 'member.linked', now, { issuer: iss })
}

function record(tx: Tx, { id, name }: Account, kind: string, at: Date, data: object): Promise<void> {
  return recordActivity(tx, {
    ...{ customerId: null, at, actorId: id, actorName: name, kind, subjectType: 'member', subjectId: id },
    data: { ...data },
  })
}
