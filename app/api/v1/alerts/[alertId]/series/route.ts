import { alertSeriesSchema } from '#lib/alerting/alerts/contract.ts'
import { readAlertSeries } from '#lib/alerting/alerts/read-series.server.ts'
import { found, idParams, route } from '../../../../door.ts'

export const GET = route(
  'GET /api/v1/alerts/[alertId]/series',
  { params: idParams('alertId'), respond: alertSeriesSchema },
  async ({ member, params, now }) => found(await readAlertSeries(member.scope, params.alertId, now)),
)
