import { madeInviteSchema } from '#lib/access/invitations/contract.ts'
import { resendInvite } from '#lib/access/invitations/invite.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/invitations/[inviteId]/resend',
  { params: idParams('inviteId'), respond: madeInviteSchema, status: 201 },
  ({ member, params, now }) => resendInvite(member, params.inviteId, now),
)
