import { sessionOpinionsSchema } from '#lib/sessions/annotations/contract.ts'
import { readOpinions } from '#lib/sessions/annotations/opinions.server.ts'
import { found, idParams, route } from '../../../../door.ts'

export const GET = route(
  'GET /api/v1/sessions/[sessionId]/opinions',
  { params: idParams('sessionId'), respond: sessionOpinionsSchema },
  async ({ member, params }) => found(await readOpinions(member, params.sessionId)),
)
