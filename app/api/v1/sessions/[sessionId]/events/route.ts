import { z } from 'zod'
import { sessionEventsSchema } from '#lib/sessions/contract.ts'
import { readEvents } from '#lib/sessions/read.server.ts'
import { found, idParams, route } from '../../../../door.ts'

const query = z.strictObject({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
})

export const GET = route(
  'GET /api/v1/sessions/[sessionId]/events',
  { params: idParams('sessionId'), query, respond: sessionEventsSchema },
  async ({ member, params, query }) => found(await readEvents(member.scope, params.sessionId, query)),
)
