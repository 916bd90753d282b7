import { z } from 'zod'
import { sessionPageSchema } from '#lib/sessions/search/contract.ts'
import { searchSessions } from '#lib/sessions/search/search.server.ts'
import { route } from '../../door.ts'
import { askedCalls, callsQuery } from './asked-calls.ts'

const query = z.strictObject({
  ...callsQuery,
  state: z.enum(['live', 'ended']).optional(),
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const GET = route(
  'GET /api/v1/sessions',
  { query, respond: sessionPageSchema },
  ({ member, query }) => {
    const { state, before, limit, ...calls } = query
    const asked = askedCalls(member.scope, calls)
    const q = state ? `state:${state} ${asked.q}` : asked.q
    return searchSessions(member.scope, { ...asked, q }, { before, limit })
  },
)
