import { unlinkFromIncident } from '#lib/incidents/acts/attach.server.ts'
import { incidentSchema } from '#lib/incidents/api-contract.ts'
import { route } from '../../../../../door.ts'
import { incidentSessionParams } from '../../../../../incident-params.ts'

export const DELETE = route(
  'DELETE /api/v1/incidents/[incidentId]/sessions/[sessionId]',
  { params: incidentSessionParams, respond: incidentSchema },
  ({ member, params, now }) => unlinkFromIncident(member, params.incidentId, params.sessionId, now),
)
