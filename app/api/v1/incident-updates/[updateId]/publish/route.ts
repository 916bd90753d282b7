import { incidentUpdateSchema, publishUpdateSchema } from '#lib/incidents/words/contract.ts'
import { publishUpdate } from '#lib/incidents/words/updates.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/incident-updates/[updateId]/publish',
  { params: idParams('updateId'), body: publishUpdateSchema, respond: incidentUpdateSchema },
  ({ member, params, body, now }) => publishUpdate(member, params.updateId, body, now),
)
