import { peopleSchema } from '#lib/access/contract.ts'
import { listPeople } from '#lib/access/members.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/people', { respond: peopleSchema }, async ({ member }) => ({
  people: await listPeople(member.scope),
}))
