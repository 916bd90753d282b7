import { heartbeatSecretSchema, heartbeatsSchema, newHeartbeatSchema } from '#lib/alerting/heartbeats/contract.ts'
import { addHeartbeat, listHeartbeats } from '#lib/alerting/heartbeats/heartbeats.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/heartbeats', { respond: heartbeatsSchema }, async ({ member }) => ({
  heartbeats: await listHeartbeats(member.scope),
}))

export const POST = route(
  'POST /api/v1/heartbeats',
  { body: newHeartbeatSchema, respond: heartbeatSecretSchema, status: 201 },
  ({ member, body, now }) => addHeartbeat(member, body, now),
)
