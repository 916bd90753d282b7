import { testChannel } from '#lib/notifications/channels/test/test-channel.server.ts'
import { testStartedSchema } from '#lib/notifications/contract.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/channels/[channelId]/test',
  { params: idParams('channelId'), respond: testStartedSchema, status: 202 },
  ({ member, params, now }) => testChannel(member, params.channelId, now),
)
