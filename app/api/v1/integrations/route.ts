import { addIntegration, listIntegrations } from '#lib/alerting/intake/asked/integrations.server.ts'
import { integrationSecretSchema, integrationsSchema, newIntegrationSchema } from '#lib/alerting/intake/contract.ts'
import { route } from '../../door.ts'

export const GET = route(
  'GET /api/v1/integrations',
  { respond: integrationsSchema },
  async ({ member }) => ({ integrations: await listIntegrations(member.scope) }),
)

export const POST = route(
  'POST /api/v1/integrations',
  { body: newIntegrationSchema, respond: integrationSecretSchema, status: 201 },
  ({ member, body, now }) => addIntegration(member, body, now),
)
