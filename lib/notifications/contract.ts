import { z } from 'zod'
import { isTimeZone } from '#lib/access/contract.ts'
import { matchersSchema } from '#lib/alerting/labels.ts'

/**
 * Who is told, how and when: over the API and in the editors. `customerId` null = serves all customers; only
 * administrators change those. Every time is in milliseconds.
 */
const name = z.string().trim().min(1).max(120)
const minute = 60_000
const version = z.number().int()
const id = z.uuid()

// ---- Channels -----------------------------------------------------------------------------------------------------

export const channelKinds = ['slack', 'slack-webhook', 'email', 'webhook', 'pagerduty'] as const
export type ChannelKind = (typeof channelKinds)[number]

const emailAddress = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email().regex(/^[\x21-\x7e]+$/, 'only plain ASCII addresses'))

/** What of a channel may be shown. */
export const channelSettingsSchema = z.discriminatedUnion('kind', [
  /** Slack app: posts with a bot token, buttons come back signed */
  z.strictObject({
    kind: z.literal('slack'),
    /** C… or G…: the channel to post in */
    slackChannel: z.string().regex(/^[CGD][A-Z0-9]{5,20}$/, 'the id of a Slack channel, like C0123ABCD'),
    teamId: z
      .string()
      .regex(/^T[A-Z0-9]{5,20}$/)
      .or(z.literal(''))
      .default(''),
  }),
  z.strictObject({ kind: z.literal('slack-webhook') }),
  z.strictObject({ kind: z.literal('email'), to: z.array(emailAddress).min(1).max(20) }),
  z.strictObject({
    kind: z.literal('webhook'),
    /** what may be seen of the URL: scheme and host */
    host: z.string().max(300).default(''),
  }),
  z.strictObject({ kind: z.literal('pagerduty') }),
])
export type ChannelSettings = z.infer<typeof channelSettingsSchema>

/** What must not be shown again, by kind. On a change, a missing one keeps what is stored. */
export const channelSecretsSchema = z
  .strictObject({
    /** slack: xoxb-… */
    botToken: z.string().min(10).max(400),
    /** slack: of the app, to check clicks */
    signingSecret: z.string().min(8).max(200),
    /** slack-webhook and webhook: the whole address */
    url: z.url().max(2_000),
    /** webhook: `whsec_…` of Standard Webhooks; made by us when missing */
    signingKey: z.string().regex(/^whsec_[A-Za-z0-9+/=]{24,}$/),
    /** pagerduty: integration key */
    routingKey: z.string().regex(/^[A-Za-z0-9]{32}$/),
  })
  .partial()
export type ChannelSecrets = z.infer<typeof channelSecretsSchema>

/** POST /api/v1/channels */
export const newChannelSchema = z.strictObject({
  customerId: id.nullable(),
  name,
  settings: channelSettingsSchema,
  secrets: channelSecretsSchema.default({}),
  /** who is told, by another way, when it is broken */
  ownerId: id.nullable().default(null),
  fallbackId: id.nullable().default(null),
  budgetPerHour: z.number().int().min(1).max(10_000).default(60),
  canary: z.boolean().default(false),
})
export type NewChannel = z.infer<typeof newChannelSchema>
/** PUT /api/v1/channels/[channelId] */
export const changedChannelSchema = newChannelSchema.omit({ customerId: true }).extend({ version })

export const channelSchema = z.object({
  channelId: z.string(),
  customerId: z.string().nullable(),
  name: z.string(),
  settings: channelSettingsSchema,
  /** which secrets are stored, never what they are */
  holds: z.array(z.string()),
  ownerId: z.string().nullable(),
  fallbackId: z.string().nullable(),
  budgetPerHour: z.number(),
  canary: z.boolean(),
  canaryAt: z.number().nullable(),
  brokenAt: z.number().nullable(),
  brokenReason: z.string().nullable(),
  pausedUntil: z.number().nullable(),
  lastOkAt: z.number().nullable(),
  /** waiting to be sent, and given up */
  waiting: z.number(),
  dead: z.number(),
  disabled: z.boolean(),
  version: z.number(),
})
export type ChannelView = z.infer<typeof channelSchema>
export const channelsSchema = z.object({ channels: z.array(channelSchema) })
/** What POST answers: the one time that a signing key we made is shown, so that the far end can check it. */
export const createdChannelSchema = channelSchema.extend({ signingKey: z.string().nullable() })
export type CreatedChannel = z.infer<typeof createdChannelSchema>

// ---- Routing ------------------------------------------------------------------------------------------------------

/** Labels a route may gather by; the customer is always one of them. */
export const groupLabels = ['app', 'region', 'rule', 'severity', 'source', 'kind', 'session'] as const

/** POST /api/v1/routes; tried in order of `position`, a customer's own before those of all. */
export const newRouteSchema = z.strictObject({
  customerId: id.nullable(),
  name,
  position: z.number().int().min(0).max(10_000).default(100),
  matchers: matchersSchema.default([]),
  groupBy: z.array(z.enum(groupLabels)).max(7).default(['rule']),
  groupWaitMs: z
    .number()
    .int()
    .min(0)
    .max(60 * minute)
    .default(30_000),
  groupIntervalMs: z
    .number()
    .int()
    .min(10_000)
    .max(24 * 60 * minute)
    .default(5 * minute),
  repeatIntervalMs: z
    .number()
    .int()
    .min(minute)
    .max(7 * 24 * 60 * minute)
    .default(4 * 60 * minute),
  channelIds: z.array(id).max(20).default([]),
  policyId: id.nullable().default(null),
  sendResolved: z.boolean().default(true),
  goOn: z.boolean().default(false),
  enabled: z.boolean().default(true),
})
export type NewRoute = z.infer<typeof newRouteSchema>
export const changedRouteSchema = newRouteSchema.omit({ customerId: true }).extend({ version })
export const routeSchema = newRouteSchema.extend({ routeId: z.string(), version: z.number() })
export type RouteView = z.infer<typeof routeSchema>
export const routesSchema = z.object({ routes: z.array(routeSchema) })

/** POST /api/v1/inhibitions; the customer is always an `equal` label. */
export const newInhibitionSchema = z.strictObject({
  customerId: id.nullable(),
  name,
  source: matchersSchema.min(1),
  target: matchersSchema.min(1),
  equal: z.array(z.enum(groupLabels)).max(7).default([]),
  enabled: z.boolean().default(true),
})
export type NewInhibition = z.infer<typeof newInhibitionSchema>
export const changedInhibitionSchema = newInhibitionSchema.omit({ customerId: true })
export const inhibitionSchema = newInhibitionSchema.extend({ inhibitionId: z.string() })
export const inhibitionsSchema = z.object({ inhibitions: z.array(inhibitionSchema) })

// ---- Escalation ---------------------------------------------------------------------------------------------------

export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('member'), id }),
  z.strictObject({ kind: z.literal('schedule'), id }),
  z.strictObject({ kind: z.literal('channel'), id }),
])
export type Target = z.infer<typeof targetSchema>

export const policyStepsSchema = z
  .array(
    z.strictObject({
      /** after the step before it; the first one counts from the start */
      delayMs: z
        .number()
        .int()
        .min(0)
        .max(9_000 * minute),
      targets: z.array(targetSchema).min(1).max(20),
      /** which of a person's two sets of rules */
      important: z.boolean().default(false),
    }),
  )
  .min(1)
  .max(20)
export type PolicyStep = z.infer<typeof policyStepsSchema>[number]

/** POST /api/v1/policies */
export const newPolicySchema = z.strictObject({
  customerId: id.nullable(),
  name,
  steps: policyStepsSchema,
  repeat: z.number().int().min(-1).max(5).default(0),
})
export type NewPolicy = z.infer<typeof newPolicySchema>
export const changedPolicySchema = newPolicySchema.omit({ customerId: true }).extend({ version })
export const policySchema = newPolicySchema.extend({ policyId: z.string(), version: z.number() })
export type PolicyView = z.infer<typeof policySchema>
export const policiesSchema = z.object({ policies: z.array(policySchema) })

// ---- Schedules ----------------------------------------------------------------------------------------------------

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 08:30')
export const rotationsSchema = z
  .array(
    z.strictObject({
      name,
      memberIds: z.array(id).min(1).max(50),
      /** wall time in the schedule's zone from which turns are counted: `2026-11-23T09:00` */
      startsLocal: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/),
      /** a turn is that many of these; days and weeks are calendar days: the hand-over stays at its hour through DST */
      every: z.number().int().min(1).max(52),
      unit: z.enum(['hour', 'day', 'week']),
      /** only within these hours of these days (1 = Monday); null = all the time. `to` before `from` runs past midnight */
      only: z
        .strictObject({
          days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
          from: localTime,
          to: localTime,
        })
        .nullable()
        .default(null),
    }),
  )
  .max(20)
export type Rotation = z.infer<typeof rotationsSchema>[number]

/** POST /api/v1/schedules. Later rotations win over earlier ones where both have somebody. */
export const newScheduleSchema = z.strictObject({
  name,
  timeZone: z.string().min(1).max(60),
  rotations: rotationsSchema,
})
export type NewSchedule = z.infer<typeof newScheduleSchema>
export const changedScheduleSchema = newScheduleSchema.extend({ version })
/** A shift: who, from when to when, and why. */
export const shiftSchema = z.object({
  memberId: z.string(),
  memberName: z.string(),
  from: z.number(),
  to: z.number(),
  /** the rotation's name, or the override's id */
  rotation: z.string().nullable(),
  overrideId: z.string().nullable(),
})
export type Shift = z.infer<typeof shiftSchema>
export const scheduleSchema = newScheduleSchema.extend({
  scheduleId: z.string(),
  version: z.number(),
  onCall: shiftSchema.nullable(),
  next: shiftSchema.nullable(),
})
export type ScheduleView = z.infer<typeof scheduleSchema>
export const schedulesSchema = z.object({ schedules: z.array(scheduleSchema) })
/** GET /api/v1/schedules/[scheduleId]/shifts?from=&to= (at most 92 days) */
export const shiftsSchema = z.object({
  shifts: z.array(shiftSchema),
  /** times with nobody on call */
  gaps: z.array(z.object({ from: z.number(), to: z.number() })),
})
/** POST /api/v1/schedules/[scheduleId]/overrides */
export const newOverrideSchema = z
  .strictObject({ memberId: id, startsAt: z.number().int(), endsAt: z.number().int() })
  .refine(({ startsAt, endsAt }) => endsAt > startsAt, 'it must end after it starts')
export const overrideSchema = z.object({
  overrideId: z.string(),
  scheduleId: z.string(),
  memberId: z.string(),
  startsAt: z.number(),
  endsAt: z.number(),
})
/** What a DELETE answers. */
export const deletedSchema = z.object({ ok: z.literal(true) })

// ---- A person's own rules -----------------------------------------------------------------------------------------

/** The way and the wait; what is answered before its turn is never sent. */
export const personalStepsSchema = z
  .array(
    z.strictObject({
      afterMs: z
        .number()
        .int()
        .min(0)
        .max(24 * 60 * minute),
      by: z.enum(['email', 'slack']),
    }),
  )
  .max(10)
export const quietHoursSchema = z
  .strictObject({
    days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
    from: localTime,
    to: localTime,
    /** alerts of at least this severity come through */
    butSeverity: z.enum(['major', 'critical']),
  })
  .nullable()
/** GET and PUT /api/v1/me/notifications; quiet hours are in the member's own zone */
export const myNotificationsSchema = z.strictObject({
  defaultSteps: personalStepsSchema,
  importantSteps: personalStepsSchema,
  quietHours: quietHoursSchema,
  /** whose clock quiet hours go by; null = nobody said so, and it is UTC's */
  timeZone: z.string().max(64).refine(isTimeZone, 'no such time zone').nullable().default(null),
  sound: z.boolean(),
})
export type MyNotifications = z.infer<typeof myNotificationsSchema>

// ---- What was told ------------------------------------------------------------------------------------------------

export const outboxStatuses = ['pending', 'leased', 'sent', 'dead', 'obsolete', 'bundled', 'moved'] as const

export const deliverySchema = z.object({
  attempt: z.number(),
  at: z.number(),
  outcome: z.enum(['started', 'sent', 'failed']),
  errorClass: z.string().nullable(),
  answer: z.string().nullable(),
  statusCode: z.number().nullable(),
  durationMs: z.number().nullable(),
  possibleRepeat: z.boolean(),
})

/** One message: to whom, about what, and how it went. */
export const messageSchema = z.object({
  outboxId: z.string(),
  customerId: z.string().nullable(),
  kind: z.string(),
  transition: z.string(),
  channelId: z.string().nullable(),
  /** the channel's name, or the person's and the way */
  destination: z.string(),
  /** in words: why it was sent, or why it was not */
  reason: z.string(),
  status: z.enum(outboxStatuses),
  attempts: z.number(),
  createdAt: z.number(),
  notBefore: z.number(),
  sentAt: z.number().nullable(),
  movedTo: z.string().nullable(),
  alertIds: z.array(z.string()),
  deliveries: z.array(deliverySchema),
})
export type MessageView = z.infer<typeof messageSchema>
/** GET /api/v1/alerts/[alertId]/messages: who was told what, when, outcome. GET /api/v1/messages?status=dead */
export const messagesSchema = z.object({ messages: z.array(messageSchema) })
/** POST /api/v1/channels/[channelId]/test, then GET /api/v1/messages/[outboxId] until it has an outcome */
export const messagesQuerySchema = z.strictObject({
  status: z.enum(outboxStatuses).optional(),
  channel: z.uuid().optional(),
})
export type MessagesQuery = z.infer<typeof messagesQuerySchema>
export const testStartedSchema = z.object({ outboxId: z.string() })

/** POST /api/v1/me/slack-links: the token of the link that Slack showed; also does what was clicked there. */
export const newSlackLinkSchema = z.strictObject({ token: z.string().min(10).max(2_000) })
export const slackLinkedSchema = z.object({
  slackUserId: z.string(),
  teamId: z.string(),
  /** what came of the click that led here, in a sentence; null = there was none */
  did: z.string().nullable(),
})
