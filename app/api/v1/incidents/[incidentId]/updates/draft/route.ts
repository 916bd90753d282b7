import { draftAskedSchema, draftedSchema } from '#lib/incidents/words/contract.ts'
import { draftFromFacts } from '#lib/incidents/words/updates.server.ts'
import { route } from '../../../../../door.ts'
import { incidentParams } from '../../../../../incident-params.ts'

export const POST = route(
  'POST /api/v1/incidents/[incidentId]/updates/draft',
  { params: incidentParams, body: draftAskedSchema, respond: draftedSchema },
  ({ member, params, body, now }) => draftFromFacts(member, params.incidentId, body, now),
)
