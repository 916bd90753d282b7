import { noBodySchema } from '#lib/access/contract.ts'
import { expireSilence } from '#lib/alerting/suppression/change-silence.server.ts'
import { silenceViewSchema } from '#lib/alerting/suppression/contract.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/silences/[silenceId]/expire',
  { params: idParams('silenceId'), body: noBodySchema, respond: silenceViewSchema },
  ({ member, params, now }) => expireSilence(member, params.silenceId, now),
)
