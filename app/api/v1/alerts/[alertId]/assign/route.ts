import { assign } from '#lib/alerting/alerts/assign.server.ts'
import { actReplySchema, assignSchema } from '#lib/alerting/alerts/contract.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/alerts/[alertId]/assign',
  { params: idParams('alertId'), body: assignSchema, respond: actReplySchema },
  ({ member, params, body, now }) => assign(member, params.alertId, body, now),
)
