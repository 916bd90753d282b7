import { z } from 'zod'
import { severities } from '#lib/diagnosis/contract.ts'

/** Heartbeats over the API: something that must call in, and an alert when it does not. */
const second = 1_000
const day = 86_400_000
const intervalMs = z.number().int().min(30 * second).max(24 * day)
const graceMs = z.number().int().min(0).max(7 * day)

/** POST /api/v1/heartbeats */
export const newHeartbeatSchema = z.strictObject({
  customerId: z.uuid(),
  name: z.string().trim().min(1).max(120),
  intervalMs,
  graceMs,
  severity: z.enum(severities).default('major'),
})
export type NewHeartbeat = z.infer<typeof newHeartbeatSchema>

/** `waiting`: never heard, so nothing can be missing yet. */
export const heartbeatStates = ['waiting', 'healthy', 'missing'] as const
export type HeartbeatState = (typeof heartbeatStates)[number]

export const heartbeatSchema = z.object({
  heartbeatId: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  name: z.string(),
  intervalMs: z.number(),
  graceMs: z.number(),
  severity: z.enum(severities),
  /** how its address begins after /beat/ */
  hint: z.string(),
  lastBeatAt: z.number().nullable(),
  state: z.enum(heartbeatStates),
  /** the open alert of it */
  alertId: z.string().nullable(),
  createdAt: z.number(),
  disabled: z.boolean(),
})
export type HeartbeatView = z.infer<typeof heartbeatSchema>
export const heartbeatsSchema = z.object({ heartbeats: z.array(heartbeatSchema) })

/** Shown once: what POST …/heartbeats and …/rotate answer. */
export const heartbeatSecretSchema = z.object({ heartbeatId: z.string(), url: z.string() })
export type HeartbeatSecret = z.infer<typeof heartbeatSecretSchema>
