import { z } from 'zod'
import { type Permission, permissions } from '../permissions.ts'

/** Tokens for programs: they act for their member, with no more than their scopes. */

/** What no token may do, whoever made it: change who gets in, or make more tokens. */
const neverByToken: ReadonlySet<Permission> = new Set([
  'self:write',
  'token:own',
  'member:write',
  'viewer:invite',
])

const names = Object.keys(permissions) as Permission[]
/** Permissions that a token may carry. */
export const tokenScopes: readonly Permission[] = names.filter((name) => !neverByToken.has(name))

/** What only administrators may do concerns all customers, so a token for some of them cannot do it. */
export const isForAllCustomers = (permission: Permission): boolean =>
  permissions[permission].roles.every((role) => role === 'admin')

export const apiTokenPrefix = 'est_'
export const defaultTokenDays = 90
export const maxTokenDays = 365

const scopeSchema = z.enum(tokenScopes)
const plainName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u, 'no control characters')

/** POST /api/v1/me/tokens */
export const newApiTokenSchema = z
  .strictObject({
    name: plainName,
    scopes: z
      .array(scopeSchema)
      .min(1)
      .max(tokenScopes.length)
      .refine((scopes) => new Set(scopes).size === scopes.length, 'each scope once'),
    /** empty = all that its member may see, now and later */
    customerIds: z.array(z.uuid().toLowerCase()).max(200).default([]),
    expiresInDays: z.number().int().min(1).max(maxTokenDays).default(defaultTokenDays),
  })
  .refine(
    ({ scopes, customerIds }) => customerIds.length === 0 || !scopes.some(isForAllCustomers),
    'a token for some customers cannot carry what concerns all of them',
  )
export type NewApiToken = z.infer<typeof newApiTokenSchema>

export const apiTokenViewSchema = z.object({
  tokenId: z.string(),
  name: z.string(),
  /** its first characters, to tell tokens apart */
  hint: z.string(),
  scopes: z.array(z.string()),
  customerIds: z.array(z.string()),
  createdAt: z.number(),
  expiresAt: z.number(),
  lastUsedAt: z.number().nullable(),
  revokedAt: z.number().nullable(),
})
export type ApiTokenView = z.infer<typeof apiTokenViewSchema>

/** GET /api/v1/me/tokens */
export const apiTokensSchema = z.object({ tokens: z.array(apiTokenViewSchema) })

/** The only reply that ever carries the token itself. */
export const createdApiTokenSchema = z.object({ tokenId: z.string(), token: z.string(), hint: z.string() })
export type CreatedApiToken = z.infer<typeof createdApiTokenSchema>
