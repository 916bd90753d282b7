import {
  maintenancesSchema,
  maintenanceViewSchema,
  newMaintenanceSchema,
  suppressionQuerySchema,
} from '#lib/alerting/suppression/contract.ts'
import { createMaintenance } from '#lib/alerting/suppression/create-maintenance.server.ts'
import { readMaintenances } from '#lib/alerting/suppression/read-maintenances.server.ts'
import { route } from '../../door.ts'

export const GET = route(
  'GET /api/v1/maintenances',
  { query: suppressionQuerySchema, respond: maintenancesSchema },
  ({ member, query, now }) => readMaintenances(member.scope, query.customer ?? null, now),
)

export const POST = route(
  'POST /api/v1/maintenances',
  { body: newMaintenanceSchema, respond: maintenanceViewSchema, status: 201 },
  ({ member, body, now }) => createMaintenance(member, body, now),
)
