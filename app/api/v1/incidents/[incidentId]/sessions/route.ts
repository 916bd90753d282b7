import { linkToIncident } from '#lib/incidents/acts/attach.server.ts'
import { incidentSchema, linkSessionSchema } from '#lib/incidents/api-contract.ts'
import { route } from '../../../../door.ts'
import { incidentParams } from '../../../../incident-params.ts'

export const POST = route(
  'POST /api/v1/incidents/[incidentId]/sessions',
  { params: incidentParams, body: linkSessionSchema, respond: incidentSchema },
  ({ member, params, body, now }) => linkToIncident(member, params.incidentId, body, now),
)
