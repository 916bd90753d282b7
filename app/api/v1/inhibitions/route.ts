import { inhibitionSchema, inhibitionsSchema, newInhibitionSchema } from '#lib/notifications/contract.ts'
import { addInhibition, listInhibitions } from '#lib/notifications/routing/inhibitions.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/inhibitions', { respond: inhibitionsSchema }, ({ member }) =>
  listInhibitions(member),
)

export const POST = route(
  'POST /api/v1/inhibitions',
  { body: newInhibitionSchema, respond: inhibitionSchema, status: 201 },
  ({ member, body, now }) => addInhibition(member, body, now),
)
