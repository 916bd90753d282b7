import { sessionComparisonSchema } from '#lib/diagnosis/fleet/contract.ts'
import { compareCall } from '#lib/sessions/fleet/ask-fleet.server.ts'
import { found, idParams, route } from '../../../../door.ts'

/** Whether what the people of a call suffered from is theirs alone. */
export const GET = route(
  'GET /api/v1/sessions/[sessionId]/comparison',
  { params: idParams('sessionId'), respond: sessionComparisonSchema },
  async ({ member, params, now }) => found(await compareCall(member.scope, params.sessionId, now.getTime())),
)
