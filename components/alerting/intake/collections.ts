import { collection } from '#components/notifications/shared/collection.ts'
import { type HeartbeatView, heartbeatsSchema } from '#lib/alerting/heartbeats/contract.ts'
import { type IntegrationView, integrationsSchema } from '#lib/alerting/intake/contract.ts'

export const integrations = collection(
  '/api/v1/integrations',
  integrationsSchema,
  (answer): IntegrationView[] => answer.integrations,
  ({ integrationId }) => integrationId,
)

export const heartbeats = collection(
  '/api/v1/heartbeats',
  heartbeatsSchema,
  (answer): HeartbeatView[] => answer.heartbeats,
  ({ heartbeatId }) => heartbeatId,
)
