import { z } from 'zod'
import { matchersSchema } from '../labels.ts'
import { recurrenceSchema, timeZoneSchema, wallTimeSchema } from './recurrence.ts'

/**
 * Silences and maintenance over the API. Instants are epoch milliseconds on the server's clock. `customerId` null means
 * every customer; only administrators make those. What each state means is in docs/alerting.md.
 */
const minute = 60_000
const day = 24 * 60 * minute
export const maxSilenceMs = 90 * day
export const maxMaintenanceMs = 7 * day

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get in
const plainText = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$/
const written = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(plainText, 'control characters')
    .refine((text) => text.isWellFormed(), 'not well-formed text')
/** Who silences says why. */
const reason = written(1_000).min(1, 'say why')
const instant = z.number().int().min(0).max(4_102_444_800_000)
const customerId = z.uuid().nullable()

export const silenceStates = ['pending', 'active', 'expired'] as const
export type SilenceState = (typeof silenceStates)[number]

/** POST /api/v1/silences; `startsAt` null = now. */
export const newSilenceSchema = z
  .strictObject({
    customerId,
    matchers: matchersSchema,
    startsAt: instant.nullable().default(null),
    endsAt: instant,
    comment: reason,
  })
  .refine(({ customerId, matchers }) => customerId !== null || matchers.length > 0, {
    message: 'a silence of every customer names at least one label',
    path: ['matchers'],
  })
export type NewSilence = z.infer<typeof newSilenceSchema>

/**
 * PUT /api/v1/silences/[silenceId]; what is not named stays. Other labels on an active silence end it and make a new one
 * in its place, so the answer may carry another id.
 */
export const changedSilenceSchema = z
  .strictObject({ matchers: matchersSchema, startsAt: instant, endsAt: instant, comment: reason })
  .partial()
export type ChangedSilence = z.infer<typeof changedSilenceSchema>

/** How much it keeps quiet, over the customers one may see. */
const muted = {
  /** open alerts that it mutes now */
  mutesNow: z.number(),
  /** alerts that nobody was told of because of it, so far */
  wouldHaveNotified: z.number(),
}

export const silenceViewSchema = z.object({
  silenceId: z.string(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  matchers: matchersSchema,
  startsAt: z.number(),
  endsAt: z.number(),
  comment: z.string(),
  createdName: z.string(),
  createdAt: z.number(),
  replaces: z.string().nullable(),
  state: z.enum(silenceStates),
  ...muted,
  /** how long exactly this has been muted in the last 90 days, by this silence and others like it */
  debtMs: z.number(),
})
export type SilenceView = z.infer<typeof silenceViewSchema>

/** GET /api/v1/silences: active, then pending, then those that ended in the last 90 days. */
export const silencesSchema = z.object({ silences: z.array(silenceViewSchema), at: z.number() })
export type Silences = z.infer<typeof silencesSchema>

export const suppressionQuerySchema = z.strictObject({ customer: z.uuid().optional() })

/** POST /api/v1/silences/preview: what would be muted if it began now. */
export const mutePreviewRequestSchema = z.strictObject({ customerId, matchers: matchersSchema })
export const mutePreviewSchema = z.object({
  /** open alerts that match */
  matches: z.number(),
  /** of how many open ones */
  open: z.number(),
  examples: z.array(z.object({ alertId: z.string(), title: z.string(), customerName: z.string() })),
})
export type MutePreview = z.infer<typeof mutePreviewSchema>

export const maintenanceStates = ['planned', 'running', 'over', 'cancelled'] as const
export type MaintenanceState = (typeof maintenanceStates)[number]

const plan = {
  /** wall time of the first start in `timeZone`, `2026-11-25T22:00` */
  startsLocal: wallTimeSchema,
  timeZone: timeZoneSchema,
  durationMs: z.number().int().min(minute).max(maxMaintenanceMs),
  /** null = once */
  recurrence: recurrenceSchema.nullable().default(null),
  /** no occurrence starts after this */
  untilAt: instant.nullable().default(null),
}
export const maintenancePlanSchema = z.strictObject(plan)
export type MaintenancePlan = z.infer<typeof maintenancePlanSchema>

/** POST /api/v1/maintenances */
export const newMaintenanceSchema = z.strictObject({
  customerId,
  name: written(120).min(1),
  comment: written(1_000).default(''),
  matchers: matchersSchema,
  ...plan,
  /** whether its time leaves the SLO budget alone */
  excusesBudget: z.boolean().default(true),
})
export type NewMaintenance = z.infer<typeof newMaintenanceSchema>

const occurrenceSchema = z.object({ startsAt: z.number(), endsAt: z.number() })
export const maintenanceViewSchema = z.object({
  maintenanceId: z.string(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  name: z.string(),
  comment: z.string(),
  matchers: matchersSchema,
  ...plan,
  excusesBudget: z.boolean(),
  createdName: z.string(),
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  state: z.enum(maintenanceStates),
  /** the one under way, if any, and the next ones */
  next: z.array(occurrenceSchema),
  ...muted,
})
export type MaintenanceView = z.infer<typeof maintenanceViewSchema>

/** GET /api/v1/maintenances: running, then by their next start, then those that are over. */
export const maintenancesSchema = z.object({ maintenances: z.array(maintenanceViewSchema), at: z.number() })
export type Maintenances = z.infer<typeof maintenancesSchema>

/**
 * POST /api/v1/maintenances/[maintenanceId]/end: before its first start that cancels it. `this` ends what is under way (or
 * leaves out the next one) and goes on with a new plan in its place, whose id the answer carries.
 */
export const endMaintenanceSchema = z.strictObject({ which: z.enum(['this', 'all']).default('all') })
export type EndMaintenance = z.infer<typeof endMaintenanceSchema>
