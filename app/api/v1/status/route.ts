import { z } from 'zod'
import { statusSchema } from '#lib/status-pages/contract.ts'
import { readStatus } from '#lib/status-pages/read-status.server.ts'
import { found, route } from '../../door.ts'

const query = z.strictObject({ customer: z.uuid().optional() })

export const GET = route(
  'GET /api/v1/status',
  { query, respond: statusSchema },
  async ({ member, query, now }) => found(await readStatus(member, query.customer ?? null, now)),
)
