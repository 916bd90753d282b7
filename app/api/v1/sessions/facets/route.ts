import { z } from 'zod'
import { sessionFacetsSchema } from '#lib/sessions/search/contract.ts'
import { countSessionFacets } from '#lib/sessions/search/search.server.ts'
import { route } from '../../../door.ts'
import { askedCalls, callsQuery } from '../asked-calls.ts'

export const GET = route(
  'GET /api/v1/sessions/facets',
  { query: z.strictObject(callsQuery), respond: sessionFacetsSchema },
  ({ member, query }) => countSessionFacets(member.scope, askedCalls(member.scope, query)),
)
