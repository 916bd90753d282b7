import { z } from 'zod'
import { readTrackSeries } from '#lib/sessions/read.server.ts'
import { trackSeriesSchema } from '#lib/sessions/track-contract.ts'
import { found, idParams, route } from '../../../../../door.ts'

const epochMs = z.coerce.number().int().min(946_684_800_000).max(4_102_444_800_000)
const query = z
  .strictObject({
    /** the first who joined, unless told */
    participant: z.uuid().toLowerCase().optional(),
    from: epochMs.optional(),
    to: epochMs.optional(),
    points: z.coerce.number().int().min(2).max(300).optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, 'from must be before to')

export const GET = route(
  'GET /api/v1/sessions/[sessionId]/tracks/series',
  { params: idParams('sessionId'), query, respond: trackSeriesSchema },
  async ({ member, params, query: { participant, ...range }, now }) =>
    found(
      await readTrackSeries(
        member.scope,
        params.sessionId,
        { ...(participant ? { participantId: participant } : {}), ...range },
        now.getTime(),
      ),
    ),
)
