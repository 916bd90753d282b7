import { listActions } from '#lib/incidents/learning/actions.server.ts'
import { actionListQuerySchema, actionListSchema } from '#lib/incidents/learning/contract.ts'
import { route } from '../../door.ts'

export const GET = route(
  'GET /api/v1/corrective-actions',
  { query: actionListQuerySchema, respond: actionListSchema },
  ({ member, query, now }) => listActions(member, query, now),
)
