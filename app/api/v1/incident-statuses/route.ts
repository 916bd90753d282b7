import { incidentStatusesSchema } from '#lib/incidents/api-contract.ts'
import { readStatuses } from '#lib/incidents/statuses/statuses.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/incident-statuses', { respond: incidentStatusesSchema }, ({ member }) =>
  readStatuses(member),
)
