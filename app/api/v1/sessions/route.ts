import { z } from 'zod'
import { within } from '#lib/access/within.ts'
import { sessionListSchema } from '#lib/sessions/contract.ts'
import { listSessions } from '#lib/sessions/read.server.ts'
import { route } from '../../door.ts'

const query = z.strictObject({
  state: z.enum(['live', 'ended']).optional(),
  customer: z.uuid().optional(),
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const GET = route(
  'GET /api/v1/sessions',
  { query, respond: sessionListSchema },
  ({ member, query }) => {
    const { customer, ...page } = query
    return listSessions(member.scope, { ...page, customerId: customer && within(member.scope, customer) })
  },
)
