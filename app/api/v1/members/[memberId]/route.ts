import { changeMemberSchema, okReply, okSchema } from '#lib/access/contract.ts'
import { changeMember } from '#lib/access/members.server.ts'
import { idParams, route } from '../../../door.ts'

export const PATCH = route(
  'PATCH /api/v1/members/[memberId]',
  { params: idParams('memberId'), body: changeMemberSchema, respond: okSchema },
  async ({ member, params, body, now }) => {
    await changeMember(member, member.scope, params.memberId, body, now)
    return okReply
  },
)
