import { maintenanceViewSchema } from '#lib/alerting/suppression/contract.ts'
import { readMaintenance } from '#lib/alerting/suppression/read-maintenances.server.ts'
import { idParams, route } from '../../../door.ts'

export const GET = route(
  'GET /api/v1/maintenances/[maintenanceId]',
  { params: idParams('maintenanceId'), respond: maintenanceViewSchema },
  ({ member, params, now }) => readMaintenance(member.scope, params.maintenanceId, now),
)
