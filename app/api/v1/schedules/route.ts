import { newScheduleSchema, scheduleSchema, schedulesSchema } from '#lib/notifications/contract.ts'
import { listSchedules } from '#lib/notifications/schedules/read-schedules.server.ts'
import { addSchedule } from '#lib/notifications/schedules/schedules.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/schedules', { respond: schedulesSchema }, ({ member, now }) =>
  listSchedules(member, now),
)

export const POST = route(
  'POST /api/v1/schedules',
  { body: newScheduleSchema, respond: scheduleSchema, status: 201 },
  ({ member, body, now }) => addSchedule(member, body, now),
)
