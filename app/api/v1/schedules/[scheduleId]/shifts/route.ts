import { z } from 'zod'
import { shiftsSchema } from '#lib/notifications/contract.ts'
import { readShifts } from '#lib/notifications/schedules/read-schedules.server.ts'
import { idParams, route } from '../../../../door.ts'

const twoWeeksMs = 14 * 86_400_000
const instant = z.coerce.number().int().min(0).max(4_102_444_800_000)
const query = z.strictObject({ from: instant.optional(), to: instant.optional() })

export const GET = route(
  'GET /api/v1/schedules/[scheduleId]/shifts',
  { params: idParams('scheduleId'), query, respond: shiftsSchema },
  ({ member, params, query: { from, to }, now }) => {
    const begin = from ?? now.getTime()
    return readShifts(member, params.scheduleId, { from: begin, to: to ?? begin + twoWeeksMs })
  },
)
