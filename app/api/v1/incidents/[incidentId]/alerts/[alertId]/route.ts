import { detachFromIncident } from '#lib/incidents/acts/attach.server.ts'
import { incidentSchema } from '#lib/incidents/api-contract.ts'
import { route } from '../../../../../door.ts'
import { incidentAlertParams } from '../../../../../incident-params.ts'

export const DELETE = route(
  'DELETE /api/v1/incidents/[incidentId]/alerts/[alertId]',
  { params: incidentAlertParams, respond: incidentSchema },
  ({ member, params, now }) => detachFromIncident(member, params.incidentId, params.alertId, now),
)
