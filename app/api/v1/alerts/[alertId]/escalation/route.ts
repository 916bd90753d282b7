import { alertEscalationSchema } from '#lib/notifications/escalation/contract.ts'
import { readEscalation } from '#lib/notifications/escalation/read-escalation.server.ts'
import { found, idParams, route } from '../../../../door.ts'

export const GET = route(
  'GET /api/v1/alerts/[alertId]/escalation',
  { params: idParams('alertId'), respond: alertEscalationSchema },
  async ({ member, params }) => found(await readEscalation(member.scope, params.alertId)),
)
