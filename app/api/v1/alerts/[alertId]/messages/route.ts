import { messagesSchema } from '#lib/notifications/contract.ts'
import { messagesOfAlert } from '#lib/notifications/log/messages.server.ts'
import { found, idParams, route } from '../../../../door.ts'

export const GET = route(
  'GET /api/v1/alerts/[alertId]/messages',
  { params: idParams('alertId'), respond: messagesSchema },
  async ({ member, params }) => found(await messagesOfAlert(member.scope, params.alertId)),
)
