import { previewPayload } from '#lib/alerting/intake/asked/preview.server.ts'
import { previewAskedSchema, previewReplySchema } from '#lib/alerting/intake/contract.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/integrations/[integrationId]/preview',
  { params: idParams('integrationId'), body: previewAskedSchema, respond: previewReplySchema },
  ({ member, params, body, now }) => previewPayload(member, params.integrationId, body, now),
)
