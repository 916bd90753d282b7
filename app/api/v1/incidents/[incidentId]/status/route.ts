import { moveIncident } from '#lib/incidents/acts/move.server.ts'
import { incidentSchema, moveSchema } from '#lib/incidents/api-contract.ts'
import { route } from '../../../../door.ts'
import { incidentParams } from '../../../../incident-params.ts'

export const POST = route(
  'POST /api/v1/incidents/[incidentId]/status',
  { params: incidentParams, body: moveSchema, respond: incidentSchema },
  ({ member, params, body, now }) => moveIncident(member, params.incidentId, body, now),
)
