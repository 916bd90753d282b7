import { actReplySchema, reasonSchema } from '#lib/alerting/alerts/contract.ts'
import { reopen } from '#lib/alerting/alerts/reopen.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/alerts/[alertId]/reopen',
  { params: idParams('alertId'), body: reasonSchema, respond: actReplySchema },
  ({ member, params, body, now }) => reopen(member, params.alertId, body, now),
)
