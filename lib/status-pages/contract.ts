import { z } from 'zod'
import { publicIncidentSchema as wordsOfIncidentSchema } from '#lib/incidents/words/public-view.ts'
import { groupRules } from './uptime/group.ts'
import { spanStates } from './uptime/states.ts'

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

/** What a customer can tell apart. */
export const componentKinds = ['join', 'audio', 'video', 'screen-share', 'chat', 'region'] as const
export type ComponentKind = (typeof componentKinds)[number]

/** How a component is now: measured, or as an incident says, the worse of them. Only a window makes it `maintenance`. */
export const shownStates = [...spanStates, 'maintenance'] as const
export type ShownState = (typeof shownStates)[number]

const ratio = z.number().nullable()

/** One day of the customer's calendar. What lies before the component was known, or is yet to come, is in none of it. */
export const statusDaySchema = z.object({
  /** `2026-11-25` */
  day: z.string(),
  /** the worst it was; `no-data` = nobody knows; null = not there yet */
  worst: z.enum(spanStates).nullable(),
  /** weighted, rounded down; null = nothing is known */
  upRatio: ratio,
  downMs: z.number(),
  unknownMs: z.number(),
  /** planned work, excused or not */
  maintenanceMs: z.number(),
  /** weighted downtime within excused work: shown, not counted */
  excusedDownMs: z.number(),
  /** references of published incidents that touch it */
  incidents: z.array(z.string()),
})
export type StatusDay = z.infer<typeof statusDaySchema>

export const statusComponentSchema = z.object({
  componentId: z.string(),
  kind: z.enum(componentKinds),
  region: z.string().nullable(),
  name: z.string(),
  description: z.string(),
  state: z.enum(shownStates),
  word: z.string(),
  /** since when it is so; null = cannot be said */
  since: z.number().nullable(),
  /** history begins here */
  historySince: z.number(),
  /** over the days shown; null = not known, or not shared */
  uptimeRatio: ratio,
  /** oldest first */
  days: z.array(statusDaySchema),
})
export type StatusComponent = z.infer<typeof statusComponentSchema>

/** What a customer is told about an incident. Nothing else of it ever leaves. */
export const publicIncidentSchema = wordsOfIncidentSchema.extend({
  publishedAt: z.number(),
  /** generated history of the demo */
  simulated: z.boolean(),
  /** what was learned, once the MSP shares it; Markdown */
  review: z.string().nullable(),
})
export type PublicIncident = z.infer<typeof publicIncidentSchema>

/** One occurrence of planned work. Work of the MSP that serves many has no name here. */
export const publicMaintenanceSchema = z.object({
  /** the same for the same occurrence */
  key: z.string(),
  name: z.string(),
  startsAt: z.number(),
  endsAt: z.number(),
  state: z.enum(['running', 'planned', 'over']),
  /** regions it is about; empty = all */
  regions: z.array(z.string()),
  /** its time is in no uptime */
  excused: z.boolean(),
})
export type PublicMaintenance = z.infer<typeof publicMaintenanceSchema>

/** What the figures follow; printed on the page. */
export const howComputedSchema = z.object({
  weights: z.object({ degraded: z.number(), 'partial-outage': z.number(), 'major-outage': z.number() }),
  groupRule: z.enum(groupRules),
  excusesMaintenance: z.boolean(),
  uptimeTarget: z.number(),
  timeZone: z.string(),
})
export type HowComputed = z.infer<typeof howComputedSchema>

/** Good calls ÷ eligible calls. */
export const callSuccessSchema = z.object({ good: z.number(), eligible: z.number(), ratio })

/** Where most trouble of the last 15 minutes sits, of the people who had any. */
export const whoseSchema = z.object({
  side: z.enum(['none', 'service', 'own', 'both', 'unclear']),
  sentence: z.string(),
  people: z.number(),
  troubled: z.number(),
})
export type Whose = z.infer<typeof whoseSchema>

export const statusSchema = z.object({
  customerName: z.string(),
  sentence: z.string(),
  state: z.enum(componentStates),
  serverTime: z.number(),
  /** since when the sentence holds; null = cannot be said */
  since: z.number().nullable(),
  /** newest measurement behind all of it; null = none */
  dataAt: z.number().nullable(),
  /** us or them; null = nothing is known of the last 15 minutes */
  whose: whoseSchema.nullable(),
  apps: z.array(statusAppSchema),
  components: z.array(statusComponentSchema),
  /** of all components by the group rule over the days shown; null = not known, or not shared */
  uptimeRatio: ratio,
  /** null = not shared */
  callSuccess: callSuccessSchema.nullable(),
  /** open ones, newest first */
  incidents: z.array(publicIncidentSchema),
  /** running and coming within 30 days, and what is just over */
  maintenance: z.array(publicMaintenanceSchema),
  how: howComputedSchema,
})
export type CustomerStatus = z.infer<typeof statusSchema>
export type StatusApp = z.infer<typeof statusAppSchema>
export type ComponentState = (typeof componentStates)[number]

/** GET /api/v1/status/history?month=2026-11: one month of the customer's calendar. */
export const monthComponentSchema = z.object({
  componentId: z.string(),
  name: z.string(),
  uptimeRatio: ratio,
  upMs: z.number(),
  downMs: z.number(),
  unknownMs: z.number(),
  maintenanceMs: z.number(),
  /** when the month was closed; null = it is not yet */
  frozenAt: z.number().nullable(),
  /** what changed after that: told, never hidden */
  corrections: z.array(z.object({ at: z.number(), was: ratio, became: ratio, why: z.string() })),
  days: z.array(statusDaySchema),
})
export const statusMonthSchema = z.object({
  customerName: z.string(),
  /** `2026-11` */
  month: z.string(),
  from: z.number(),
  to: z.number(),
  serverTime: z.number(),
  /** months that there is history of, newest first */
  months: z.array(z.string()),
  components: z.array(monthComponentSchema),
  callSuccess: callSuccessSchema.nullable(),
  /** that touch the month, newest first */
  incidents: z.array(publicIncidentSchema),
  maintenance: z.array(publicMaintenanceSchema),
  how: howComputedSchema,
})
export type StatusMonth = z.infer<typeof statusMonthSchema>

/** GET /api/v1/status/incidents/[reference]: open or over. */
export const statusIncidentSchema = z.object({
  customerName: z.string(),
  serverTime: z.number(),
  incident: publicIncidentSchema,
  components: z.array(z.object({ componentId: z.string(), name: z.string() })),
})
export type StatusIncident = z.infer<typeof statusIncidentSchema>

/** GET /api/v1/customers/[customerId]/components and PATCH …/components/[componentId], for staff. */
export const componentSettingSchema = z.object({
  componentId: z.string(),
  kind: z.enum(componentKinds),
  region: z.string().nullable(),
  name: z.string(),
  description: z.string(),
  position: z.number(),
  hidden: z.boolean(),
  since: z.number(),
  /** what was measured last, in words for staff */
  state: z.enum(spanStates).nullable(),
  because: z.string(),
  version: z.number(),
})
export type ComponentSetting = z.infer<typeof componentSettingSchema>
export const componentSettingsSchema = z.object({ components: z.array(componentSettingSchema) })
export const changedComponentSchema = z.strictObject({
  version: z.number().int(),
  name: z.string().trim().min(1).max(60).optional(),
  description: z.string().trim().max(300).optional(),
  position: z.number().int().min(0).max(1000).optional(),
  hidden: z.boolean().optional(),
})
