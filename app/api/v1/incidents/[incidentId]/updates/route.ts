import {
  incidentUpdateSchema,
  incidentUpdatesSchema,
  newUpdateSchema,
} from '#lib/incidents/words/contract.ts'
import { addUpdate, readUpdates } from '#lib/incidents/words/updates.server.ts'
import { route } from '../../../../door.ts'
import { incidentParams } from '../../../../incident-params.ts'

export const GET = route(
  'GET /api/v1/incidents/[incidentId]/updates',
  { params: incidentParams, respond: incidentUpdatesSchema },
  ({ member, params, now }) => readUpdates(member, params.incidentId, now),
)

export const POST = route(
  'POST /api/v1/incidents/[incidentId]/updates',
  { params: incidentParams, body: newUpdateSchema, respond: incidentUpdateSchema, status: 201 },
  ({ member, params, body, now }) => addUpdate(member, params.incidentId, body, now),
)
