import { z } from 'zod'
import { seriesSchema } from '#lib/sessions/contract.ts'
import { readSeries } from '#lib/sessions/read.server.ts'
import { found, idParams, route } from '../../../../door.ts'

const epochMs = z.coerce.number().int().min(946_684_800_000).max(4_102_444_800_000)
const query = z
  .strictObject({
    from: epochMs.optional(),
    to: epochMs.optional(),
    points: z.coerce.number().int().min(2).max(600).optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, 'from must be before to')

export const GET = route(
  'GET /api/v1/sessions/[sessionId]/series',
  { params: idParams('sessionId'), query, respond: seriesSchema },
  async ({ member, params, query, now }) =>
    found(await readSeries(member.scope, params.sessionId, query, now.getTime())),
)
