import { changedInhibitionSchema, deletedSchema, inhibitionSchema } from '#lib/notifications/contract.ts'
import { changeInhibition, deleteInhibition } from '#lib/notifications/routing/inhibitions.server.ts'
import { idParams, route } from '../../../door.ts'

export const PUT = route(
  'PUT /api/v1/inhibitions/[inhibitionId]',
  { params: idParams('inhibitionId'), body: changedInhibitionSchema, respond: inhibitionSchema },
  ({ member, params, body, now }) => changeInhibition(member, params.inhibitionId, body, now),
)

export const DELETE = route(
  'DELETE /api/v1/inhibitions/[inhibitionId]',
  { params: idParams('inhibitionId'), respond: deletedSchema },
  ({ member, params, now }) => deleteInhibition(member, params.inhibitionId, now),
)
