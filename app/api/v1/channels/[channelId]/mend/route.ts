import { mendChannel } from '#lib/notifications/channels/manage.server.ts'
import { channelSchema } from '#lib/notifications/contract.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/channels/[channelId]/mend',
  { params: idParams('channelId'), respond: channelSchema },
  ({ member, params, now }) => mendChannel(member, params.channelId, now),
)
