import { endMaintenanceSchema, maintenanceViewSchema } from '#lib/alerting/suppression/contract.ts'
import { endMaintenance } from '#lib/alerting/suppression/end-maintenance.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/maintenances/[maintenanceId]/end',
  { params: idParams('maintenanceId'), body: endMaintenanceSchema, respond: maintenanceViewSchema },
  ({ member, params, body, now }) => endMaintenance(member, params.maintenanceId, body, now),
)
