import { z } from 'zod'

/** Escalation of one alert over the API. Times are epoch milliseconds. */

/** GET /api/v1/alerts/[alertId]/escalation; null = no policy takes it. */
export const escalationViewSchema = z.object({
  policyId: z.string(),
  policyName: z.string(),
  state: z.enum(['running', 'paused', 'stopped', 'exhausted']),
  /** how many steps of this round have been told, of how many */
  step: z.number(),
  of: z.number(),
  /** from 1 */
  loop: z.number(),
  startedAt: z.number(),
  lastEscalationAt: z.number().nullable(),
  nextEscalationAt: z.number().nullable(),
})
export type EscalationView = z.infer<typeof escalationViewSchema>
export const alertEscalationSchema = z.object({ escalation: escalationViewSchema.nullable() })

/** POST /api/v1/alerts/[alertId]/escalate; `lastEscalationAt` is the one that was read, another one answers 409. */
export const escalateNowSchema = z.strictObject({ lastEscalationAt: z.number().int().nullable() })
export type EscalateNow = z.infer<typeof escalateNowSchema>
