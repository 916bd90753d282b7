import { changedUpdateSchema, incidentUpdateSchema } from '#lib/incidents/words/contract.ts'
import { changeUpdate, deleteUpdate } from '#lib/incidents/words/updates.server.ts'
import { idParams, route } from '../../../door.ts'

export const PUT = route(
  'PUT /api/v1/incident-updates/[updateId]',
  { params: idParams('updateId'), body: changedUpdateSchema, respond: incidentUpdateSchema },
  ({ member, params, body, now }) => changeUpdate(member, params.updateId, body, now),
)

export const DELETE = route(
  'DELETE /api/v1/incident-updates/[updateId]',
  { params: idParams('updateId'), respond: incidentUpdateSchema },
  ({ member, params, now }) => deleteUpdate(member, params.updateId, now),
)
