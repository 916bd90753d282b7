import { incidentSchema, markSchema } from '#lib/incidents/api-contract.ts'
import { markLine } from '#lib/incidents/timeline/mark.server.ts'
import { route } from '../../../../door.ts'
import { incidentParams } from '../../../../incident-params.ts'

export const PUT = route(
  'PUT /api/v1/incidents/[incidentId]/marks',
  { params: incidentParams, body: markSchema, respond: incidentSchema },
  ({ member, params, body, now }) => markLine(member, params.incidentId, body, now),
)
