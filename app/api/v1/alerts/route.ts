import { inboxQuerySchema, inboxSchema } from '#lib/alerting/alerts/contract.ts'
import { readInbox } from '#lib/alerting/alerts/read-inbox.server.ts'
import { route } from '../../door.ts'

export const GET = route(
  'GET /api/v1/alerts',
  { query: inboxQuerySchema, respond: inboxSchema },
  ({ member, query, now }) => readInbox(member, query, now),
)
