import { z } from 'zod'
import { trackTypes } from '#lib/telemetry/columns.ts'

/** What single streams and single reports look like to a dashboard. Times are epoch milliseconds; null = cannot know. */

/**
 * The metrics of one track at one report. For a received track they are what arrived; for a sent one what was sent, and
 * loss and jitter are what the far end told. `levelRms` is the sound heard or captured, `codecMs` the time to encode one frame.
 */
export const trackMetrics = [
  'score',
  'lossPct',
  'kbps',
  'fps',
  'heightPx',
  'jitterMs',
  'freezeRatio',
  'concealPct',
  'levelRms',
  'codecMs',
  'limitedRatio',
] as const
export type TrackMetric = (typeof trackMetrics)[number]

const nullableNumber = z.number().nullable()

export const trackSeriesSchema = z.object({
  from: z.number(),
  to: z.number(),
  tracks: z.array(
    z.object({
      /** names the track in `pairs`: a reloaded page numbers its tracks anew */
      key: z.string(),
      participantId: z.string(),
      track: z.number(),
      type: z.enum(trackTypes),
      source: z.enum(['mic', 'camera', 'screen', 'unknown']),
      codec: z.string().nullable(),
      at: z.array(z.number()),
      /** one array per entry of `trackMetrics`, in that order */
      values: z.array(z.array(nullableNumber)),
    }),
  ),
  /** the two ends of one stream, where both report */
  pairs: z.array(z.object({ sender: z.string(), receiver: z.string() })),
  /** there were more streams than one answer holds */
  cut: z.boolean(),
})
export type TrackSeries = z.infer<typeof trackSeriesSchema>

const namedValues = z.array(z.object({ name: z.string(), value: nullableNumber }))

/** GET /api/v1/sessions/:id/raw?participant&at : the stored report nearest to a moment, its columns by name. */
export const rawReportSchema = z.object({
  /** null = nothing is stored of this participant (any more) */
  report: z
    .object({
      participantId: z.string(),
      at: z.number(),
      boot: z.number(),
      seq: z.number(),
      connections: z.array(z.object({ connection: z.number(), values: namedValues })),
      tracks: z.array(z.object({ track: z.number(), type: z.enum(trackTypes), values: namedValues })),
    })
    .nullable(),
  /** the reports before and after it, to walk by */
  previousAt: nullableNumber,
  nextAt: nullableNumber,
})
export type RawReport = z.infer<typeof rawReportSchema>
