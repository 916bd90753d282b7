import { tryReplySchema, tryRequestSchema } from '#lib/notifications/routing/contract.ts'
import { tryRouting } from '#lib/notifications/routing/try-routing.server.ts'
import { route } from '../../../door.ts'

export const POST = route(
  'POST /api/v1/routes/try',
  { body: tryRequestSchema, respond: tryReplySchema },
  ({ member, body, now }) => tryRouting(member, body, now),
)
