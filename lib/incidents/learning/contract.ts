import { z } from 'zod'
import { maxNoteLength, written } from '#lib/sessions/annotations/contract.ts'
import { factorKinds, incidentImpactSchema, incidentSeverities } from '../contract.ts'

/**
 * What is learned of an incident. No shape of a review has a field for who was at fault: it asks what happened and how,
 * and whatever helped it along. Times are epoch milliseconds.
 */
export const reviewSections = [
  'overview',
  'whatHappened',
  'howNoticed',
  'howMended',
  'wentWell',
  'wasHard',
  'lucky',
  'customerSummary',
] as const
export type ReviewSection = (typeof reviewSections)[number]

const section = written(20_000)
export const reviewSectionsSchema = z.strictObject({
  overview: section,
  whatHappened: section,
  howNoticed: section,
  howMended: section,
  wentWell: section,
  wasHard: section,
  lucky: section,
  /** written for the customer; nobody but staff reads it until it is shared */
  customerSummary: section,
})
export type ReviewSections = z.infer<typeof reviewSectionsSchema>

/** The line of the timeline, or the page of ours with the numbers, that proves a factor. */
const proofLine = z
  .string()
  .max(500)
  .regex(/^(?:\/(?![/\\])[\x21-\x7e]*|[a-z][a-z-]*:[\x21-\x7e]{1,120})$/)
export const factorSchema = z.strictObject({
  kind: z.enum(factorKinds),
  text: written(2_000).min(1),
  line: proofLine.nullable().default(null),
})
export type ContributingFactor = z.infer<typeof factorSchema>

export const reviewStatuses = ['draft', 'in-review', 'reviewed', 'closed'] as const
export type ReviewStatus = (typeof reviewStatuses)[number]

export const reviewTaskKeys = ['timeline', 'write', 'debrief', 'actions', 'share'] as const
export type ReviewTaskKey = (typeof reviewTaskKeys)[number]
/** `skipped` counts as finished: not everything needs a debrief. */
export const reviewTaskStatuses = ['open', 'done', 'skipped'] as const
export const reviewTaskSchema = z.object({
  key: z.enum(reviewTaskKeys),
  title: z.string(),
  status: z.enum(reviewTaskStatuses),
  finishedAt: z.number().nullable(),
  finishedName: z.string().nullable(),
})
export type ReviewTask = z.infer<typeof reviewTaskSchema>

/** GET /api/v1/incidents/[incidentId]/review: without a stored one it is a draft made from the incident, version 0. */
export const reviewSchema = z.object({
  incidentId: z.string(),
  reference: z.string(),
  title: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  severity: z.enum(incidentSeverities),
  /** the customer's: due dates count in it */
  timeZone: z.string(),
  status: z.enum(reviewStatuses),
  sections: reviewSectionsSchema,
  factors: z.array(factorSchema),
  tasks: z.array(reviewTaskSchema),
  impact: incidentImpactSchema.nullable(),
  /** null: none is asked for, or the incident goes on */
  dueAt: z.number().nullable(),
  overdue: z.boolean(),
  reviewedAt: z.number().nullable(),
  sharedAt: z.number().nullable(),
  publicText: z.string().nullable(),
  /** whether the one who asks may change it */
  mayWrite: z.boolean(),
  /** sections that name somebody of staff; a hint, it holds nothing up */
  hints: z.array(z.object({ section: z.enum(reviewSections), text: z.string() })),
  version: z.number(),
  updatedAt: z.number().nullable(),
  updatedName: z.string().nullable(),
})
export type ReviewView = z.infer<typeof reviewSchema>

const version = z.number().int().min(0)
export const savedReviewSchema = z.strictObject({
  version,
  sections: reviewSectionsSchema,
  factors: z.array(factorSchema).max(50),
})
export type SavedReview = z.infer<typeof savedReviewSchema>
/** POST …/review/status; `share` puts these words before the customer, null takes them back. */
export const reviewStatusSchema = z.strictObject({
  version,
  status: z.enum(reviewStatuses).optional(),
  share: written(20_000).min(1).nullable().optional(),
})
/** PUT …/review/tasks/[task] */
export const reviewTaskChangeSchema = z.strictObject({ version, status: z.enum(reviewTaskStatuses) })
/** GET …/review/export */
export const reviewExportQuerySchema = z.strictObject({
  format: z.enum(['markdown', 'json']).default('markdown'),
  zone: z.string().max(60).optional(),
})

// ---- Corrective actions -------------------------------------------------------------------------------------------

export const actionKinds = ['prevent', 'detect', 'mitigate', 'process'] as const
export type ActionKind = (typeof actionKinds)[number]
export const actionStatuses = ['open', 'done', 'declined'] as const
export type ActionStatus = (typeof actionStatuses)[number]
export const checkStates = ['none', 'waiting', 'watching', 'held', 'recurred'] as const
export type CheckState = (typeof checkStates)[number]

/** What must stay away for 30 days after the action is done. */
export const recurrenceCheckSchema = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('rule'), ruleId: z.uuid(), appId: z.uuid().nullable().default(null) }),
  z.strictObject({
    of: z.literal('finding'),
    kind: written(100).min(1),
    appId: z.uuid().nullable().default(null),
    side: z.string().max(40).nullable().default(null),
  }),
])
export type RecurrenceCheck = z.infer<typeof recurrenceCheckSchema>

const day = z.iso.date()
const ticketUrl = z
  .url({ protocol: /^https$/ })
  .max(500)
  .nullable()

export const actionSchema = z.object({
  actionId: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  incident: z.object({ incidentId: z.string(), reference: z.string(), title: z.string() }),
  title: z.string(),
  detail: z.string(),
  kind: z.enum(actionKinds),
  owner: z.object({ memberId: z.string(), name: z.string() }).nullable(),
  /** a day of the customer's calendar */
  dueOn: day.nullable(),
  overdue: z.boolean(),
  status: z.enum(actionStatuses),
  declineReason: z.string().nullable(),
  doneAt: z.number().nullable(),
  check: recurrenceCheckSchema.nullable(),
  checkState: z.enum(checkStates),
  checkUntil: z.number().nullable(),
  /** why nobody can say whether it held; it is watched on */
  cannotSay: z.string().nullable(),
  recurredAt: z.number().nullable(),
  /** the alert or call that showed it again */
  recurredBy: z.string().nullable(),
  reopened: z.number(),
  ticketUrl: z.string().nullable(),
  createdAt: z.number(),
  createdName: z.string(),
  version: z.number(),
  updatedAt: z.number(),
})
export type ActionView = z.infer<typeof actionSchema>

/** What could come back: rules that alerted in the incident, and kinds of findings in its calls. */
export const checkChoiceSchema = z.object({ label: z.string(), check: recurrenceCheckSchema })
export const incidentActionsSchema = z.object({
  /** whether the one who asks may add and change actions */
  mayWrite: z.boolean(),
  actions: z.array(actionSchema),
  people: z.array(z.object({ memberId: z.string(), name: z.string() })),
  checks: z.array(checkChoiceSchema),
})
export type IncidentActionList = z.infer<typeof incidentActionsSchema>

export const actionListQuerySchema = z.strictObject({
  state: z.enum(actionStatuses).optional(),
  owner: z.literal('mine').optional(),
  overdue: z.literal('true').optional(),
  customer: z.uuid().optional(),
  recurrence: z.enum(['watching', 'held', 'recurred', 'cannot-say']).optional(),
})
export type ActionListQuery = z.infer<typeof actionListQuerySchema>
/** Did what was done hold? Over all actions in scope, whatever the list is narrowed to by state. */
export const fixSummarySchema = z.object({
  open: z.number(),
  overdue: z.number(),
  done: z.number(),
  declined: z.number(),
  held: z.number(),
  watching: z.number(),
  cannotSay: z.number(),
  /** came back at least once after it was done */
  recurred: z.number(),
})
export type FixSummary = z.infer<typeof fixSummarySchema>
export const actionListSchema = z.object({
  actions: z.array(actionSchema),
  summary: fixSummarySchema,
  /** there are more than are shown */
  more: z.boolean(),
})
export type ActionList = z.infer<typeof actionListSchema>

const fields = {
  title: written(200).min(3),
  detail: written(maxNoteLength),
  kind: z.enum(actionKinds),
  ownerId: z.uuid().nullable(),
  dueOn: day.nullable(),
  check: recurrenceCheckSchema.nullable(),
  ticketUrl,
}
export const newActionSchema = z.strictObject({
  ...fields,
  detail: fields.detail.default(''),
  ownerId: fields.ownerId.default(null),
  dueOn: fields.dueOn.default(null),
  check: fields.check.default(null),
  ticketUrl: fields.ticketUrl.default(null),
})
export type NewAction = z.infer<typeof newActionSchema>
export const changedActionSchema = z.strictObject({ version, ...z.object(fields).partial().shape })
export type ChangedAction = z.infer<typeof changedActionSchema>
export const actionActSchema = z.strictObject({ version })
export const declinedActionSchema = z.strictObject({ version, reason: written(2_000).min(1) })
