import { z } from 'zod'
import { emailSchema, newPasswordSchema, personNameSchema, placeFault } from '../contract.ts'
import { roles } from '../member.ts'

/** Invitations by e-mail. The link in the mail works once and for seven days. */

export const inviteDays = 7

/** POST /api/v1/invitations. A customer’s person has exactly one customer, an admin no list: it sees all. */
export const newInviteSchema = z
  .strictObject({
    email: emailSchema,
    name: personNameSchema.or(z.literal('')).default(''),
    role: z.enum(roles),
    customerIds: z.array(z.uuid().toLowerCase()).max(1000).default([]),
  })
  .superRefine(placeFault)
export type NewInvite = z.infer<typeof newInviteSchema>

export const inviteStates = ['open', 'accepted', 'revoked', 'expired'] as const
export const inviteViewSchema = z.object({
  inviteId: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  customerIds: z.array(z.string()),
  invitedName: z.string(),
  state: z.enum(inviteStates),
  createdAt: z.number(),
  expiresAt: z.number(),
  /** when the mail was written down to be sent; null = not yet */
  toldAt: z.number().nullable(),
  acceptedAt: z.number().nullable(),
})
export type InviteView = z.infer<typeof inviteViewSchema>

/** GET /api/v1/invitations: newest first. */
export const invitesSchema = z.object({ invitations: z.array(inviteViewSchema) })

/** What was made. */
export const madeInviteSchema = z.object({ inviteId: z.string() })

/** POST /api/invitation, by whoever holds the link. Without a password they come in by the organisation’s sign-in. */
export const acceptInviteSchema = z.strictObject({
  token: z.string().min(1).max(2_000),
  name: personNameSchema,
  password: newPasswordSchema.nullable(),
})
export type AcceptInvite = z.infer<typeof acceptInviteSchema>

export const acceptedInviteSchema = z.object({ email: z.string() })

/** What the page of the link shows. */
export type AskedInvite = {
  email: string
  name: string
  role: InviteView['role']
  invitedName: string
  /** names of the customers it is about; empty for an administrator */
  customerNames: string[]
}

/** POST /api/v1/viewers/invitations: by a customer’s owner, for viewers of the same customer. */
export const newViewerInviteSchema = z.strictObject({
  // no words of the owner's go into our mail
  email: emailSchema,
})
export type NewViewerInvite = z.infer<typeof newViewerInviteSchema>

/** GET /api/v1/viewers */
export const viewersSchema = z.object({
  viewers: z.array(
    z.object({
      memberId: z.string(),
      email: z.string(),
      name: z.string(),
      role: z.enum(['customer', 'owner']),
      createdAt: z.number(),
      disabledAt: z.number().nullable(),
    }),
  ),
  invitations: z.array(
    inviteViewSchema.pick({
      inviteId: true,
      email: true,
      name: true,
      state: true,
      createdAt: true,
      expiresAt: true,
    }),
  ),
})
export type Viewers = z.infer<typeof viewersSchema>
