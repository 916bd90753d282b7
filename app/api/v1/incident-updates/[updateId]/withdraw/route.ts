import { incidentUpdateSchema, withdrawUpdateSchema } from '#lib/incidents/words/contract.ts'
import { withdrawUpdate } from '#lib/incidents/words/updates.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/incident-updates/[updateId]/withdraw',
  { params: idParams('updateId'), body: withdrawUpdateSchema, respond: incidentUpdateSchema },
  ({ member, params, body, now }) => withdrawUpdate(member, params.updateId, body, now),
)
