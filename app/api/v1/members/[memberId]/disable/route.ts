import { okReply, okSchema } from '#lib/access/contract.ts'
import { disableMember } from '#lib/access/members.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/members/[memberId]/disable',
  { params: idParams('memberId'), respond: okSchema },
  async ({ member, params, now }) => {
    await disableMember(member, params.memberId, now)
    return okReply
  },
)
