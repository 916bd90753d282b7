import { okReply, okSchema } from '#lib/access/contract.ts'
import { enableMember } from '#lib/access/members.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/members/[memberId]/enable',
  { params: idParams('memberId'), respond: okSchema },
  async ({ member, params, now }) => {
    await enableMember(member, params.memberId, now)
    return okReply
  },
)
