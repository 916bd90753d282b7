import { listDeliveries } from '#lib/alerting/intake/asked/deliveries.server.ts'
import { deliveriesQuerySchema, intakeDeliveriesSchema } from '#lib/alerting/intake/contract.ts'
import { found, route } from '../../door.ts'

export const GET = route(
  'GET /api/v1/intake-deliveries',
  { query: deliveriesQuerySchema, respond: intakeDeliveriesSchema },
  async ({ member, query }) => found(await listDeliveries(member.scope, query)),
)
