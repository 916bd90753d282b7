import { okReply, okSchema } from '#lib/access/contract.ts'
import { endViewer } from '#lib/access/invitations/viewers.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/viewers/[memberId]/disable',
  { params: idParams('memberId'), respond: okSchema },
  async ({ member, params, now }) => {
    await endViewer(member, params.memberId, now)
    return okReply
  },
)
