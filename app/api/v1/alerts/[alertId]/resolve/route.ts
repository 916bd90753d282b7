import { actReplySchema, resolveSchema } from '#lib/alerting/alerts/contract.ts'
import { resolve } from '#lib/alerting/alerts/resolve.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/alerts/[alertId]/resolve',
  { params: idParams('alertId'), body: resolveSchema, respond: actReplySchema },
  ({ member, params, body, now }) => resolve(member, params.alertId, body, now),
)
