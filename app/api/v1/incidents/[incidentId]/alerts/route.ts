import { attachToIncident } from '#lib/incidents/acts/attach.server.ts'
import { attachSchema, incidentSchema } from '#lib/incidents/api-contract.ts'
import { route } from '../../../../door.ts'
import { incidentParams } from '../../../../incident-params.ts'

export const POST = route(
  'POST /api/v1/incidents/[incidentId]/alerts',
  { params: incidentParams, body: attachSchema, respond: incidentSchema },
  ({ member, params, body, now }) => attachToIncident(member, params.incidentId, body, now),
)
