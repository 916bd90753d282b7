import { retryDelivery } from '#lib/alerting/intake/asked/deliveries.server.ts'
import { intakeDeliveryDetailSchema } from '#lib/alerting/intake/contract.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/intake-deliveries/[deliveryId]/retry',
  { params: idParams('deliveryId'), respond: intakeDeliveryDetailSchema },
  ({ member, params, now }) => retryDelivery(member, params.deliveryId, now),
)
