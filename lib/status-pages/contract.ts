import { z } from 'zod'

/**
 * GET /api/v1/status: what a customer sees of its own service. A closed shape: no internal ids of sessions,
 * no names of people, nothing of any other customer. Unknown is a state of its own, never "ok".
 */
export const componentStates = ['operational', 'degraded', 'impaired', 'critical', 'no-data', 'idle'] as const

export const statusAppSchema = z.object({
  appId: z.string(),
  name: z.string(),
  state: z.enum(componentStates),
  since: z.number().nullable(),
  /** live counts; null when nothing is known */
  sessions: z.number().nullable(),
  participants: z.number().nullable(),
  goodShare: z.number().nullable(), // 0..1 of scored participants, last 15 min
  joinAttempts: z.number(), // last 15 min
  joinFailures: z.number(),
  dataAt: z.number().nullable(), // newest data behind these numbers
  trend: z.array(z.number().nullable()), // mean score per minute, 60, oldest first
})
export const statusSchema = z.object({
  customerName: z.string(),
  sentence: z.string(),
  state: z.enum(componentStates),
  serverTime: z.number(),
  apps: z.array(statusAppSchema),
})
export type CustomerStatus = z.infer<typeof statusSchema>
export type StatusApp = z.infer<typeof statusAppSchema>
export type ComponentState = (typeof componentStates)[number]
