import { actOnMany } from '#lib/alerting/alerts/act-on-many.server.ts'
import { bulkReplySchema, bulkSchema } from '#lib/alerting/alerts/contract.ts'
import { route } from '../../../door.ts'

export const POST = route(
  'POST /api/v1/alerts/bulk',
  { body: bulkSchema, respond: bulkReplySchema },
  ({ member, body, now }) => actOnMany(member, body, now),
)
