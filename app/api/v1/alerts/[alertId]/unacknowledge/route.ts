import { actReplySchema, reasonSchema } from '#lib/alerting/alerts/contract.ts'
import { unacknowledge } from '#lib/alerting/alerts/unacknowledge.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/alerts/[alertId]/unacknowledge',
  { params: idParams('alertId'), body: reasonSchema, respond: actReplySchema },
  ({ member, params, body, now }) => unacknowledge(member, params.alertId, body, now),
)
