import { acknowledge } from '#lib/alerting/alerts/acknowledge.server.ts'
import { acknowledgeSchema, actReplySchema } from '#lib/alerting/alerts/contract.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/alerts/[alertId]/acknowledge',
  { params: idParams('alertId'), body: acknowledgeSchema, respond: actReplySchema },
  ({ member, params, body, now }) => acknowledge(member, params.alertId, body, now),
)
