import { heartbeatSecretSchema } from '#lib/alerting/heartbeats/contract.ts'
import { rotateHeartbeat } from '#lib/alerting/heartbeats/heartbeats.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/heartbeats/[heartbeatId]/rotate',
  { params: idParams('heartbeatId'), respond: heartbeatSecretSchema },
  ({ member, params, now }) => rotateHeartbeat(member, params.heartbeatId, now),
)
