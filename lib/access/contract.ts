import { z } from 'zod'
import { isCustomerRole, type Role, roles } from './member.ts'

/** What crosses the API about people, sign-ins, customers and keys. Replies are closed: what is not named is not sent. */

const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get in
    .regex(/^[^\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/, 'no control characters')
    .refine((value) => value.isWellFormed(), 'not well-formed text')

/** What a person is called. */
export const personNameSchema = text(120)

/** Who sees what: a customer’s person has exactly one customer, an admin no list, since it sees all. */
export function placeFault(
  { role, customerIds }: { role: Role; customerIds: readonly string[] },
  context: z.RefinementCtx,
): void {
  const fault = isCustomerRole(role)
    ? customerIds.length !== 1 && 'a customer has one customer'
    : role === 'admin' && customerIds.length > 0 && 'an admin has no list'
  if (fault) context.addIssue({ code: 'custom', path: ['customerIds'], message: fault })
}

/** One spelling per account: letters of the address never differ by case or look-alike form. */
export const emailSchema = z
  .string()
  .trim()
  .max(254)
  .transform((value) => value.normalize('NFC').toLowerCase())
  .pipe(z.email().regex(/^[\x21-\x7e]+$/, 'only plain ASCII addresses'))

export const maxPasswordLength = 256
export const minPasswordLength = 12
export const newPasswordSchema = z.string().min(minPasswordLength).max(maxPasswordLength)
export const passwordSchema = z.string().min(1).max(maxPasswordLength)

/** POST /api/auth/callback/credentials, as the sign-in form sends it. */
export const credentialsSchema = z.strictObject({
  email: z.string().max(254),
  password: z.string().max(maxPasswordLength),
  csrfToken: z.string().max(200),
})

/** POST /api/auth/signin/oidc: off to the organisation's own sign-in, and back to `next`. */
export const leaveForOidcSchema = z.strictObject({
  csrfToken: z.string().max(200),
  next: z.string().max(500).nullable().default(null),
})

export const okSchema = z.object({ ok: z.literal(true) })
export const okReply = { ok: true } as const
export const noBodySchema = z.strictObject({})
const time = z.number()

/** GET /api/v1/me */
export const meSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  signInId: z.string(),
  customers: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type Me = z.infer<typeof meSchema>

/** GET /api/v1/me/sign-ins */
export const signInsSchema = z.object({
  signIns: z.array(
    z.object({
      id: z.string(),
      userAgent: z.string(),
      createdAt: time,
      lastSeenAt: time,
      expiresAt: time,
      current: z.boolean(),
    }),
  ),
})
export type SignIns = z.infer<typeof signInsSchema>

/** POST /api/v1/me/password */
export const changePasswordSchema = z.strictObject({ current: passwordSchema, next: newPasswordSchema })

/** GET /api/v1/members */
export const memberViewSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  customerIds: z.array(z.string()),
  createdAt: time,
  disabledAt: time.nullable(),
})
export type MemberView = z.infer<typeof memberViewSchema>
export const membersSchema = z.object({ members: z.array(memberViewSchema) })

/** PATCH /api/v1/members/:id: another role, other customers, or both; one’s name is one’s own. */
export const changeMemberSchema = z
  .strictObject({
    role: z.enum(roles),
    customerIds: z.array(z.uuid().toLowerCase()).max(1000).default([]),
  })
  .superRefine(placeFault)
export type ChangeMember = z.infer<typeof changeMemberSchema>

/** GET /api/v1/people: staff that is not disabled and shares a customer with who asks; administrators share all. */
export const peopleSchema = z.object({
  people: z.array(z.object({ memberId: z.string(), name: z.string() })),
})
export type Person = z.infer<typeof peopleSchema>['people'][number]

/** POST /api/v1/members. A customer has exactly one customer, an admin none: it sees all. */
export const newMemberSchema = z
  .strictObject({
    email: emailSchema,
    name: text(120),
    role: z.enum(roles),
    password: newPasswordSchema,
    customerIds: z.array(z.uuid()).max(1000).default([]),
  })
  .superRefine(placeFault)
export type NewMember = z.infer<typeof newMemberSchema>

const keyViewSchema = z.object({
  id: z.string(),
  kind: z.enum(['publishable', 'secret']),
  hint: z.string(),
  allowedOrigins: z.array(z.string()),
  simulated: z.boolean(),
  createdAt: time,
  disabledAt: time.nullable(),
  lastUsedAt: time.nullable(),
})

/** GET /api/v1/customers: the customers in scope with their apps and keys, never a key itself. */
export const customersSchema = z.object({
  customers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      slug: z.string(),
      timeZone: z.string(),
      apps: z.array(
        z.object({ id: z.string(), name: z.string(), slug: z.string(), keys: z.array(keyViewSchema) }),
      ),
    }),
  ),
})
export type CustomerList = z.infer<typeof customersSchema>

const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/, 'lower-case letters, digits and dashes')

/** POST /api/v1/customers */
export const newCustomerSchema = z.strictObject({
  name: text(120),
  slug,
  timeZone: z.string().max(64).refine(isTimeZone, 'not a time zone').default('UTC'),
})
export type NewCustomer = z.infer<typeof newCustomerSchema>

/** POST /api/v1/customers/:id/apps */
export const newAppSchema = z.strictObject({ name: text(120), slug })
export type NewApp = z.infer<typeof newAppSchema>

/** What was made. */
export const createdSchema = z.object({ id: z.string() })

/** POST /api/v1/apps/:id/keys. A publishable key works only from its origins; a secret key from no browser at all. */
export const newKeySchema = z
  .strictObject({
    kind: z.enum(['publishable', 'secret']),
    allowedOrigins: z.array(z.string().max(255).refine(isOrigin, 'not an origin')).max(50).default([]),
    simulated: z.boolean().default(false),
  })
  .refine((key) => (key.kind === 'secret') === (key.allowedOrigins.length === 0), {
    message: 'a publishable key needs origins, a secret key has none',
  })
export type NewKey = z.infer<typeof newKeySchema>

/** The only reply that ever carries a key. */
export const createdKeySchema = z.object({ id: z.string(), key: z.string(), hint: z.string() })

/** A name of a zone that this machine knows. */
export function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

/** Scheme, host and port, spelled as a browser sends it in `Origin`; `null` and wildcards are not origins. */
export function isOrigin(value: string): boolean {
  try {
    const url = new URL(value)
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === value
  } catch {
    return false
  }
}
