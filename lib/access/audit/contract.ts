import { z } from 'zod'

/** The trail: who did what, when. Nobody changes it; reading it is for managers (their customers) and administrators. */

const moment = z.coerce.number().int().min(0).max(8_640_000_000_000_000)
const filters = {
  customer: z.uuid().toLowerCase().optional(),
  /** the beginning of a kind: `member` finds `member.added` too */
  kind: z
    .string()
    .regex(/^[a-z][a-z.-]{0,60}$/)
    .optional(),
  /** id of who did it */
  person: z.uuid().toLowerCase().optional(),
  /** from this moment on, in ms since 1970 */
  from: moment.optional(),
  /** up to and without this moment */
  to: moment.optional(),
  /** stands in the name, the kind, the subject or the details */
  text: z.string().trim().min(1).max(120).optional(),
}

/** GET /api/v1/audit : newest first. */
export const auditQuerySchema = z.strictObject({
  ...filters,
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** GET /api/v1/audit/export : the same, all of it, as a file. */
export const auditExportQuerySchema = z.strictObject({
  ...filters,
  format: z.enum(['csv', 'json']).default('csv'),
})

export type AuditFilter = Omit<z.infer<typeof auditExportQuerySchema>, 'format'>

export const auditEntrySchema = z.object({
  id: z.string(),
  at: z.number(),
  customerId: z.string().nullable(),
  actorId: z.string().nullable(),
  actorName: z.string(),
  kind: z.string(),
  subjectType: z.string(),
  subjectId: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

export const auditSchema = z.object({
  entries: z.array(auditEntrySchema),
  /** `before` of the next page; null = that was all */
  next: z.string().nullable(),
})
export type AuditPage = z.infer<typeof auditSchema>
