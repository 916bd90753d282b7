import { newOverrideSchema, overrideSchema } from '#lib/notifications/contract.ts'
import { addOverride } from '#lib/notifications/schedules/overrides.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/schedules/[scheduleId]/overrides',
  { params: idParams('scheduleId'), body: newOverrideSchema, respond: overrideSchema, status: 201 },
  ({ member, params, body, now }) => addOverride(member, params.scheduleId, body, now),
)
