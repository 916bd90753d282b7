import { actReplySchema } from '#lib/alerting/alerts/contract.ts'
import { unsnooze } from '#lib/alerting/alerts/unsnooze.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/alerts/[alertId]/unsnooze',
  { params: idParams('alertId'), respond: actReplySchema },
  ({ member, params, now }) => unsnooze(member, params.alertId, now),
)
