import { messagesQuerySchema, messagesSchema } from '#lib/notifications/contract.ts'
import { listMessages } from '#lib/notifications/log/messages.server.ts'
import { route } from '../../door.ts'

export const GET = route(
  'GET /api/v1/messages',
  { query: messagesQuerySchema, respond: messagesSchema },
  ({ member, query }) => listMessages(member.scope, query),
)
