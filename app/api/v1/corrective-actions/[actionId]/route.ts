import { editAction } from '#lib/incidents/learning/actions.server.ts'
import { actionSchema, changedActionSchema } from '#lib/incidents/learning/contract.ts'
import { idParams, route } from '../../../door.ts'

export const PATCH = route(
  'PATCH /api/v1/corrective-actions/[actionId]',
  { params: idParams('actionId'), body: changedActionSchema, respond: actionSchema },
  ({ member, params, body, now }) => editAction(member, params.actionId, body, now),
)
