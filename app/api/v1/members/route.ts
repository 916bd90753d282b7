import { createdSchema, membersSchema, newMemberSchema } from '#lib/access/contract.ts'
import { addMember, listMembers } from '#lib/access/members.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/members', { respond: membersSchema }, async ({ member }) => ({
  members: await listMembers(member.scope),
}))

export const POST = route(
  'POST /api/v1/members',
  { body: newMemberSchema, respond: createdSchema, status: 201 },
  ({ member, body, now }) => addMember(member, body, now),
)
