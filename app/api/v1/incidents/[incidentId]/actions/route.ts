import { createAction, listActionsOf } from '#lib/incidents/learning/actions.server.ts'
import { actionSchema, incidentActionsSchema, newActionSchema } from '#lib/incidents/learning/contract.ts'
import { found, route } from '../../../../door.ts'
import { incidentParams } from '../../../../incident-params.ts'

export const GET = route(
  'GET /api/v1/incidents/[incidentId]/actions',
  { params: incidentParams, respond: incidentActionsSchema },
  async ({ member, params, now }) => found(await listActionsOf(member, params.incidentId, now)),
)

export const POST = route(
  'POST /api/v1/incidents/[incidentId]/actions',
  { params: incidentParams, body: newActionSchema, respond: actionSchema, status: 201 },
  ({ member, params, body, now }) => createAction(member, params.incidentId, body, now),
)
