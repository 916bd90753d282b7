import { openActionAgain } from '#lib/incidents/learning/actions.server.ts'
import { actionActSchema, actionSchema } from '#lib/incidents/learning/contract.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/corrective-actions/[actionId]/reopen',
  { params: idParams('actionId'), body: actionActSchema, respond: actionSchema },
  ({ member, params, body, now }) => openActionAgain(member, params.actionId, { ...body, now }),
)
