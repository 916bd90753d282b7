import { changeChannel, disableChannel } from '#lib/notifications/channels/manage.server.ts'
import { changedChannelSchema, channelSchema } from '#lib/notifications/contract.ts'
import { idParams, route } from '../../../door.ts'

export const PUT = route(
  'PUT /api/v1/channels/[channelId]',
  { params: idParams('channelId'), body: changedChannelSchema, respond: channelSchema },
  ({ member, params, body, now }) => changeChannel(member, params.channelId, body, now),
)

export const DELETE = route(
  'DELETE /api/v1/channels/[channelId]',
  { params: idParams('channelId'), respond: channelSchema },
  ({ member, params, now }) => disableChannel(member, params.channelId, now),
)
