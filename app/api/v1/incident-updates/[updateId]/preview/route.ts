import { previewSchema } from '#lib/incidents/words/contract.ts'
import { previewUpdate } from '#lib/incidents/words/updates.server.ts'
import { idParams, route } from '../../../../door.ts'

export const GET = route(
  'GET /api/v1/incident-updates/[updateId]/preview',
  { params: idParams('updateId'), respond: previewSchema },
  ({ member, params, now }) => previewUpdate(member, params.updateId, now),
)
