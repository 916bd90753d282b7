import { changedScheduleSchema, deletedSchema, scheduleSchema } from '#lib/notifications/contract.ts'
import { changeSchedule, deleteSchedule } from '#lib/notifications/schedules/schedules.server.ts'
import { idParams, route } from '../../../door.ts'

export const PUT = route(
  'PUT /api/v1/schedules/[scheduleId]',
  { params: idParams('scheduleId'), body: changedScheduleSchema, respond: scheduleSchema },
  ({ member, params, body, now }) => changeSchedule(member, params.scheduleId, body, now),
)

export const DELETE = route(
  'DELETE /api/v1/schedules/[scheduleId]',
  { params: idParams('scheduleId'), respond: deletedSchema },
  ({ member, params, now }) => deleteSchedule(member, params.scheduleId, now),
)
