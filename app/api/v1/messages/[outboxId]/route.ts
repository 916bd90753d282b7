import { messageSchema } from '#lib/notifications/contract.ts'
import { readMessage } from '#lib/notifications/log/messages.server.ts'
import { found, idParams, route } from '../../../door.ts'

export const GET = route(
  'GET /api/v1/messages/[outboxId]',
  { params: idParams('outboxId'), respond: messageSchema },
  async ({ member, params }) => found(await readMessage(member.scope, params.outboxId)),
)
