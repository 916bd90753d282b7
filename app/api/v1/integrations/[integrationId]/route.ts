import { okReply, okSchema } from '#lib/access/contract.ts'
import { changeIntegration, disableIntegration } from '#lib/alerting/intake/asked/integrations.server.ts'
import { changedIntegrationSchema, integrationSchema } from '#lib/alerting/intake/contract.ts'
import { idParams, route } from '../../../door.ts'

export const PUT = route(
  'PUT /api/v1/integrations/[integrationId]',
  { params: idParams('integrationId'), body: changedIntegrationSchema, respond: integrationSchema },
  ({ member, params, body, now }) => changeIntegration(member, params.integrationId, body, now),
)

export const DELETE = route(
  'DELETE /api/v1/integrations/[integrationId]',
  { params: idParams('integrationId'), respond: okSchema },
  async ({ member, params, now }) => {
    await disableIntegration(member, params.integrationId, now)
    return okReply
  },
)
