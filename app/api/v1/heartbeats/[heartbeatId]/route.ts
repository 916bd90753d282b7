import { okReply, okSchema } from '#lib/access/contract.ts'
import { disableHeartbeat } from '#lib/alerting/heartbeats/heartbeats.server.ts'
import { idParams, route } from '../../../door.ts'

export const DELETE = route(
  'DELETE /api/v1/heartbeats/[heartbeatId]',
  { params: idParams('heartbeatId'), respond: okSchema },
  async ({ member, params, now }) => {
    await disableHeartbeat(member, params.heartbeatId, now)
    return okReply
  },
)
