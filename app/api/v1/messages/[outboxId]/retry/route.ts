import { messageSchema } from '#lib/notifications/contract.ts'
import { retryMessage } from '#lib/notifications/log/messages.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/messages/[outboxId]/retry',
  { params: idParams('outboxId'), respond: messageSchema },
  ({ member, params, now }) => retryMessage(member, params.outboxId, now),
)
