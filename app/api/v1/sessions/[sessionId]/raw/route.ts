import { z } from 'zod'
import { readRawReport } from '#lib/sessions/read.server.ts'
import { rawReportSchema } from '#lib/sessions/track-contract.ts'
import { found, idParams, route } from '../../../../door.ts'

const query = z.strictObject({
  /** anybody, unless told */
  participant: z.uuid().toLowerCase().optional(),
  at: z.coerce.number().int().min(946_684_800_000).max(4_102_444_800_000).optional(),
})

export const GET = route(
  'GET /api/v1/sessions/[sessionId]/raw',
  { params: idParams('sessionId'), query, respond: rawReportSchema },
  async ({ member, params, query: { participant, at }, now }) =>
    found(
      await readRawReport(member.scope, params.sessionId, {
        participantId: participant ?? null,
        at: at ?? now.getTime(),
      }),
    ),
)
