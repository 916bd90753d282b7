import { changedParentSchema, parentIncidentSchema } from '#lib/incidents/api-contract.ts'
import { changeParent, readParent } from '#lib/incidents/parents/parents.server.ts'
import { found, idParams, route } from '../../../door.ts'

export const GET = route(
  'GET /api/v1/parent-incidents/[parentId]',
  { params: idParams('parentId'), respond: parentIncidentSchema },
  async ({ member, params }) => found(await readParent(member, params.parentId)),
)

export const PATCH = route(
  'PATCH /api/v1/parent-incidents/[parentId]',
  { params: idParams('parentId'), body: changedParentSchema, respond: parentIncidentSchema },
  ({ member, params, body, now }) => changeParent(member, params.parentId, body, now),
)
