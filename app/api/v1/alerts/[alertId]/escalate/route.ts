import { escalateNowSchema, escalationViewSchema } from '#lib/notifications/escalation/contract.ts'
import { escalateNow } from '#lib/notifications/escalation/escalate-now.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/alerts/[alertId]/escalate',
  { params: idParams('alertId'), body: escalateNowSchema, respond: escalationViewSchema },
  ({ member, params, body, now }) => escalateNow(member, params.alertId, body, now),
)
