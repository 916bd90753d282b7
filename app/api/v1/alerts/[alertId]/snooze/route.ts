import { actReplySchema, snoozeSchema } from '#lib/alerting/alerts/contract.ts'
import { snooze } from '#lib/alerting/alerts/snooze.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/alerts/[alertId]/snooze',
  { params: idParams('alertId'), body: snoozeSchema, respond: actReplySchema },
  ({ member, params, body, now }) => snooze(member, params.alertId, body, now),
)
