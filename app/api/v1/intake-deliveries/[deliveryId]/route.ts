import { readOneDelivery } from '#lib/alerting/intake/asked/deliveries.server.ts'
import { intakeDeliveryDetailSchema } from '#lib/alerting/intake/contract.ts'
import { found, idParams, route } from '../../../door.ts'

export const GET = route(
  'GET /api/v1/intake-deliveries/[deliveryId]',
  { params: idParams('deliveryId'), respond: intakeDeliveryDetailSchema },
  async ({ member, params }) => found(await readOneDelivery(member.scope, params.deliveryId)),
)
