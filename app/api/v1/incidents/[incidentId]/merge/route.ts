import { mergeIncident } from '#lib/incidents/acts/merge.server.ts'
import { incidentSchema, mergeSchema } from '#lib/incidents/api-contract.ts'
import { route } from '../../../../door.ts'
import { incidentParams } from '../../../../incident-params.ts'

export const POST = route(
  'POST /api/v1/incidents/[incidentId]/merge',
  { params: incidentParams, body: mergeSchema, respond: incidentSchema },
  ({ member, params, body, now }) => mergeIncident(member, params.incidentId, body, now),
)
