import { okReply, okSchema } from '#lib/access/contract.ts'
import { revokeInvite } from '#lib/access/invitations/invite.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/invitations/[inviteId]/revoke',
  { params: idParams('inviteId'), respond: okSchema },
  async ({ member, params, now }) => {
    await revokeInvite(member, params.inviteId, now)
    return okReply
  },
)
