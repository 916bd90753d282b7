import { rotateIntegration } from '#lib/alerting/intake/asked/integrations.server.ts'
import { integrationSecretSchema } from '#lib/alerting/intake/contract.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/integrations/[integrationId]/rotate',
  { params: idParams('integrationId'), respond: integrationSecretSchema },
  ({ member, params, now }) => rotateIntegration(member, params.integrationId, now),
)
