import { alertDetailSchema } from '#lib/alerting/alerts/contract.ts'
import { readAlert } from '#lib/alerting/alerts/read-inbox.server.ts'
import { found, idParams, route } from '../../../door.ts'

export const GET = route(
  'GET /api/v1/alerts/[alertId]',
  { params: idParams('alertId'), respond: alertDetailSchema },
  async ({ member, params }) => found(await readAlert(member, params.alertId)),
)
