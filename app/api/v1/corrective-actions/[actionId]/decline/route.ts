import { refuseAction } from '#lib/incidents/learning/actions.server.ts'
import { actionSchema, declinedActionSchema } from '#lib/incidents/learning/contract.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/corrective-actions/[actionId]/decline',
  { params: idParams('actionId'), body: declinedActionSchema, respond: actionSchema },
  ({ member, params, body, now }) => refuseAction(member, params.actionId, { ...body, now }),
)
