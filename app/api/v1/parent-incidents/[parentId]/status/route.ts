import { moveParentSchema, parentIncidentSchema } from '#lib/incidents/api-contract.ts'
import { moveParent } from '#lib/incidents/parents/parents.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/parent-incidents/[parentId]/status',
  { params: idParams('parentId'), body: moveParentSchema, respond: parentIncidentSchema },
  ({ member, params, body, now }) => moveParent(member, params.parentId, body, now),
)
