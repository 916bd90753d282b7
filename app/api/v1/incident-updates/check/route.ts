import { checkAskedSchema, checkedSchema } from '#lib/incidents/words/contract.ts'
import { checkWords } from '#lib/incidents/words/updates.server.ts'
import { route } from '../../../door.ts'

export const POST = route(
  'POST /api/v1/incident-updates/check',
  { body: checkAskedSchema, respond: checkedSchema },
  ({ member, body, now }) => checkWords(member, body, now),
)
