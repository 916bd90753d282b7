import { z } from 'zod'
import { incidentTimes } from '#lib/incidents/contract.ts'
import { reviewTaskKeys } from '#lib/incidents/learning/contract.ts'

const incidentId = z.union([z.uuid(), z.string().regex(/^[a-z0-9][a-z0-9-]{0,80}-[1-9]\d{0,8}$/i)])
const asGiven = incidentId.transform((id) => (z.uuid().safeParse(id).success ? id.toLowerCase() : id))

/** An incident in a path is named by its id or by its reference (`ACME-7`). */
export const incidentParams = z.strictObject({ incidentId: asGiven })
export const incidentTimeParams = z.strictObject({ incidentId: asGiven, time: z.enum(incidentTimes) })
export const incidentAlertParams = z.strictObject({ incidentId: asGiven, alertId: z.uuid().toLowerCase() })
export const incidentSessionParams = z.strictObject({
  incidentId: asGiven,
  sessionId: z.uuid().toLowerCase(),
})
export const reviewTaskParams = z.strictObject({ incidentId: asGiven, task: z.enum(reviewTaskKeys) })
