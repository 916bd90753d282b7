import { setIncidentTime } from '#lib/incidents/acts/edit.server.ts'
import { incidentSchema, timeSchema } from '#lib/incidents/api-contract.ts'
import { route } from '../../../../../door.ts'
import { incidentTimeParams } from '../../../../../incident-params.ts'

export const PUT = route(
  'PUT /api/v1/incidents/[incidentId]/times/[time]',
  { params: incidentTimeParams, body: timeSchema, respond: incidentSchema },
  ({ member, params: { incidentId, time }, body, now }) =>
    setIncidentTime(member, incidentId, { ...body, time }, now),
)
