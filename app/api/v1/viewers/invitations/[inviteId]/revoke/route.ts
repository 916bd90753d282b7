import { okReply, okSchema } from '#lib/access/contract.ts'
import { revokeViewerInvite } from '#lib/access/invitations/viewers.server.ts'
import { idParams, route } from '../../../../../door.ts'

export const POST = route(
  'POST /api/v1/viewers/invitations/[inviteId]/revoke',
  { params: idParams('inviteId'), respond: okSchema },
  async ({ member, params, now }) => {
    await revokeViewerInvite(member, params.inviteId, now)
    return okReply
  },
)
