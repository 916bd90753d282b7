import { sessionDetailSchema } from '#lib/sessions/contract.ts'
import { readSession } from '#lib/sessions/read.server.ts'
import { found, idParams, route } from '../../../door.ts'

export const GET = route(
  'GET /api/v1/sessions/[sessionId]',
  { params: idParams('sessionId'), respond: sessionDetailSchema },
  async ({ member, params, now }) => found(await readSession(member.scope, params.sessionId, now.getTime())),
)
