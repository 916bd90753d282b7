import { z } from 'zod'
import { changedStatusSchema, incidentStatusesSchema } from '#lib/incidents/api-contract.ts'
import { incidentStatuses } from '#lib/incidents/contract.ts'
import { renameStatus } from '#lib/incidents/statuses/statuses.server.ts'
import { route } from '../../../door.ts'

export const PUT = route(
  'PUT /api/v1/incident-statuses/[key]',
  {
    params: z.strictObject({ key: z.enum(incidentStatuses) }),
    body: changedStatusSchema,
    respond: incidentStatusesSchema,
  },
  ({ member, params, body, now }) => renameStatus(member, params.key, body, now),
)
