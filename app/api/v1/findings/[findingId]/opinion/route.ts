import { findingOpinionSchema, opinionAskedSchema } from '#lib/sessions/annotations/contract.ts'
import { judgeFinding } from '#lib/sessions/annotations/opinions.server.ts'
import { idParams, route } from '../../../../door.ts'

export const PUT = route(
  'PUT /api/v1/findings/[findingId]/opinion',
  { params: idParams('findingId'), body: opinionAskedSchema, respond: findingOpinionSchema },
  ({ member, params, body, now }) => judgeFinding(member, params.findingId, body, now),
)
