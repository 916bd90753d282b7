import { invitesSchema, madeInviteSchema, newInviteSchema } from '#lib/access/invitations/contract.ts'
import { invite, listAllInvites } from '#lib/access/invitations/invite.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/invitations', { respond: invitesSchema }, async ({ member, now }) => ({
  invitations: await listAllInvites(member, now),
}))

export const POST = route(
  'POST /api/v1/invitations',
  { body: newInviteSchema, respond: madeInviteSchema, status: 201 },
  ({ member, body, now }) => invite(member, body, now),
)
