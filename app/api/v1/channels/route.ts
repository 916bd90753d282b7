import { addChannel, listChannels } from '#lib/notifications/channels/manage.server.ts'
import { channelsSchema, createdChannelSchema, newChannelSchema } from '#lib/notifications/contract.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/channels', { respond: channelsSchema }, ({ member }) =>
  listChannels(member),
)

export const POST = route(
  'POST /api/v1/channels',
  { body: newChannelSchema, respond: createdChannelSchema, status: 201 },
  ({ member, body, now }) => addChannel(member, body, now),
)
