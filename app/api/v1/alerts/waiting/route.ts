import { waitingSchema } from '#lib/alerting/alerts/contract.ts'
import { readWaiting } from '#lib/alerting/alerts/read-inbox.server.ts'
import { route } from '../../../door.ts'

export const GET = route('GET /api/v1/alerts/waiting', { respond: waitingSchema }, ({ member, now }) =>
  readWaiting(member, now),
)
