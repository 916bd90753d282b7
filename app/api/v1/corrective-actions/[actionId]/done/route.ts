import { finishAction } from '#lib/incidents/learning/actions.server.ts'
import { actionActSchema, actionSchema } from '#lib/incidents/learning/contract.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/corrective-actions/[actionId]/done',
  { params: idParams('actionId'), body: actionActSchema, respond: actionSchema },
  ({ member, params, body, now }) => finishAction(member, params.actionId, { ...body, now }),
)
