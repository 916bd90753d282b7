import { z } from 'zod'
import { labelsSchema } from '#lib/alerting/labels.ts'

/** POST /api/v1/routes/try: who would be told of an alert, now and within the next hour. Nothing is sent. */
export const tryRequestSchema = z.union([
  z.strictObject({ alertId: z.uuid() }),
  /** one that is made up; without `severity` it is major */
  z.strictObject({ customerId: z.uuid(), labels: labelsSchema }),
])
export type TryRequest = z.infer<typeof tryRequestSchema>

export const tryReplySchema = z.object({
  customerId: z.string(),
  labels: z.record(z.string(), z.string()),
  routes: z.array(
    z.object({
      routeId: z.string(),
      name: z.string(),
      /** no route takes it: the built-in one does */
      isLastResort: z.boolean(),
      channels: z.array(z.object({ channelId: z.string(), name: z.string() })),
      policy: z.object({ policyId: z.string(), name: z.string() }).nullable(),
    }),
  ),
  mutedBy: z.array(z.object({ kind: z.string(), name: z.string(), until: z.number().nullable() })),
  /** if it fired now and nobody answered, in order of time */
  told: z.array(z.object({ at: z.number(), whom: z.string(), how: z.string(), why: z.string() })),
  /** the same in words */
  sentences: z.array(z.string()),
})
export type TryReply = z.infer<typeof tryReplySchema>
