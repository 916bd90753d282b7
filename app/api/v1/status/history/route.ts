import { z } from 'zod'
import { statusMonthSchema } from '#lib/status-pages/contract.ts'
import { readStatusMonth } from '#lib/status-pages/page/read-month.server.ts'
import { found, route } from '../../../door.ts'

const query = z.strictObject({
  customer: z.uuid().optional(),
  /** `2026-11`, in the customer's calendar; without it the month of now */
  month: z
    .string()
    .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'a month like 2026-11')
    .optional(),
})

export const GET = route(
  'GET /api/v1/status/history',
  { query, respond: statusMonthSchema },
  async ({ member, query, now }) =>
    found(
      await readStatusMonth(member, { customerId: query.customer ?? null, month: query.month ?? null }, now),
    ),
)
