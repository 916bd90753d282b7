import { newParentSchema, parentIncidentSchema, parentIncidentsSchema } from '#lib/incidents/api-contract.ts'
import { openParent, readParents } from '#lib/incidents/parents/parents.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/parent-incidents', { respond: parentIncidentsSchema }, ({ member }) =>
  readParents(member),
)

export const POST = route(
  'POST /api/v1/parent-incidents',
  { body: newParentSchema, respond: parentIncidentSchema, status: 201 },
  ({ member, body, now }) => openParent(member, body, now),
)
