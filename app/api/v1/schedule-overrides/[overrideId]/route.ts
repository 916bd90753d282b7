import { deletedSchema } from '#lib/notifications/contract.ts'
import { deleteOverride } from '#lib/notifications/schedules/overrides.server.ts'
import { idParams, route } from '../../../door.ts'

export const DELETE = route(
  'DELETE /api/v1/schedule-overrides/[overrideId]',
  { params: idParams('overrideId'), respond: deletedSchema },
  ({ member, params, now }) => deleteOverride(member, params.overrideId, now),
)
