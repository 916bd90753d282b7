import { changeSilence } from '#lib/alerting/suppression/change-silence.server.ts'
import { changedSilenceSchema, silenceViewSchema } from '#lib/alerting/suppression/contract.ts'
import { readSilence } from '#lib/alerting/suppression/read-silences.server.ts'
import { idParams, route } from '../../../door.ts'

export const GET = route(
  'GET /api/v1/silences/[silenceId]',
  { params: idParams('silenceId'), respond: silenceViewSchema },
  ({ member, params, now }) => readSilence(member.scope, params.silenceId, now),
)

export const PUT = route(
  'PUT /api/v1/silences/[silenceId]',
  { params: idParams('silenceId'), body: changedSilenceSchema, respond: silenceViewSchema },
  ({ member, params, body, now }) => changeSilence(member, params.silenceId, body, now),
)
