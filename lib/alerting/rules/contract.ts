import { z } from 'zod'
import { confidences, severities } from '#lib/diagnosis/contract.ts'
import { alertMetricNames } from '../metrics.ts'

/**
 * What a rule is: over the API, in the editor, and in `rule.spec`. Every time is in milliseconds, every share a ratio from
 * 0 to 1. The sentence of a rule (`describe-rule.ts`) is made from this and nothing else.
 */
const minute = 60_000
const windowMs = z
  .number()
  .int()
  .min(10_000)
  .max(24 * 60 * minute)
const ratio = z.number().min(0).max(1)
const tag = z.strictObject({ key: z.string().min(1).max(100), value: z.string().max(300) })

/** Empty lists mean all. Tags and regions are those the apps send. */
export const ruleScopeSchema = z.strictObject({
  appIds: z.array(z.uuid()).max(200).default([]),
  regions: z.array(z.string().min(1).max(100)).max(50).default([]),
  tags: z.array(tag).max(10).default([]),
})
export type RuleScope = z.infer<typeof ruleScopeSchema>

const above = z.enum(['above', 'below'])

/** One number over a window against two limits: where it fires and where it is over. */
const thresholdSchema = z.strictObject({
  kind: z.literal('threshold'),
  metric: z.enum(alertMetricNames),
  windowMs,
  op: above,
  fireAt: z.number(),
  /** not worse than `fireAt`; between the two nothing changes */
  clearAt: z.number(),
  /** of what the metric is a share or a mean of, in the window; less = no data */
  minTraffic: z.number().int().min(0).max(1_000_000).default(0),
})

/** Findings of calls: how many calls or people have one of these kinds at once. */
const findingSchema = z.strictObject({
  kind: z.literal('finding'),
  /** kinds of the catalogue; empty = any but shared causes, which have rules of their own */
  kinds: z.array(z.string().min(1).max(60)).max(60).default([]),
  minSeverity: z.enum(severities).default('major'),
  minConfidence: z.enum(confidences).default('medium'),
  windowMs,
  minSessions: z.number().int().min(1).max(10_000).default(1),
  minParticipants: z.number().int().min(1).max(100_000).default(1),
  /** count only what explains itself, not what another finding explains */
  rootOnly: z.boolean().default(true),
})

/** A cause that many calls share ("it is us"). */
const fleetSchema = z.strictObject({
  kind: z.literal('fleet'),
  /** dimensions of fleet findings; empty = any */
  dimensions: z.array(z.string().min(1).max(60)).max(30).default([]),
  minParticipants: z.number().int().min(1).max(100_000).default(3),
})

/** One call or event that must go well: a VIP's room, a scheduled webinar. */
const sessionSchema = z.strictObject({
  kind: z.literal('session'),
  /** `*` stands for anything; empty lists do not narrow */
  externalIds: z.array(z.string().min(1).max(300)).max(50).default([]),
  names: z.array(z.string().min(1).max(300)).max(50).default([]),
  tags: z.array(tag).max(10).default([]),
  /** watched only then; none = always */
  watch: z.strictObject({ startsAt: z.number().int(), endsAt: z.number().int() }).nullable().default(null),
  condition: z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('band'), worst: z.enum(['poor', 'bad']) }),
    z.strictObject({ is: z.literal('score'), below: z.number().min(1).max(4.5) }),
    z.strictObject({ is: z.literal('finding'), minSeverity: z.enum(severities) }),
    /** fewer people than that; with a watch time also "it has not begun" */
    z.strictObject({ is: z.literal('people'), fewerThan: z.number().int().min(1).max(10_000) }),
  ]),
})

/** An app that has gone quiet though it should not have. */
const silenceSchema = z.strictObject({
  kind: z.literal('silence'),
  windowMs,
  expect: z.discriminatedUnion('by', [
    /** the median of the same hour of the last weeks was at least that many calls */
    z.strictObject({ by: z.literal('usual'), minSessions: z.number().min(1).max(100_000) }),
    /** always, between these hours of these days (1 = Monday) in the customer's zone */
    z.strictObject({
      by: z.literal('hours'),
      days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
      fromMinute: z.number().int().min(0).max(1439),
      toMinute: z.number().int().min(1).max(1440),
    }),
  ]),
})

/** Otherwise than at the same hour of the week: centre ± k × spread of the last weeks (median, 1.4826 × MAD). */
const baselineSchema = z.strictObject({
  kind: z.literal('baseline'),
  metric: z.enum(alertMetricNames),
  windowMs,
  op: z.enum(['above', 'below', 'either']),
  spreads: z.number().min(1).max(20).default(4),
  /** weeks that must be there; with fewer the rule says that history is thin */
  minWeeks: z.number().int().min(3).max(8).default(3),
  /** and it must differ by at least that much, so that a quiet hour is not an alert */
  minDifference: z.number().min(0).default(0),
  minTraffic: z.number().int().min(0).default(0),
})

/** An error budget that is being spent too fast: both windows of a pair over its burn. */
const burnRateSchema = z.strictObject({
  kind: z.literal('burn-rate'),
  sli: z.enum(['badMinuteRatio', 'badRatio', 'joinFailureRatio', 'dropRatio']),
  objective: z.number().min(0.5).max(0.99999),
  sloDays: z.number().int().min(1).max(90).default(30),
  pairs: z
    .array(z.strictObject({ longMs: windowMs, shortMs: windowMs, burn: z.number().min(0.1).max(1_000) }))
    .min(1)
    .max(4),
  /** of the whole, in the long window */
  minEvents: z.number().int().min(1).default(50),
})

export const conditionSchema = z.discriminatedUnion('kind', [
  thresholdSchema,
  findingSchema,
  fleetSchema,
  sessionSchema,
  silenceSchema,
  baselineSchema,
  burnRateSchema,
])
export type Condition = z.infer<typeof conditionSchema>
export type ConditionKind = Condition['kind']
export type ConditionOf<Kind extends ConditionKind> = Extract<Condition, { kind: Kind }>

export const splits = ['app', 'region', 'browser'] as const

export const ruleSpecSchema = z.strictObject({
  condition: conditionSchema,
  scope: ruleScopeSchema,
  /** one alert for each: always at least the app */
  splitBy: z.array(z.enum(splits)).default(['app']),
  /** how long it must hold */
  forMs: z
    .number()
    .int()
    .min(0)
    .max(24 * 60 * minute)
    .default(0),
  keepFiringMs: z
    .number()
    .int()
    .min(0)
    .max(24 * 60 * minute)
    .default(0),
  /** no series at all */
  noData: z.enum(['keep-last', 'alert', 'ok', 'own-alert']).default('keep-last'),
  /** evaluations without this one series before it is resolved as gone */
  missingEvaluations: z.number().int().min(1).max(100).default(2),
  /** more instances than this fail the evaluation, and say so */
  maxInstances: z.number().int().min(1).max(2_000).default(200),
  reopenWindowMs: z
    .number()
    .int()
    .min(0)
    .max(24 * 60 * minute)
    .default(15 * minute),
  /** an acknowledgement runs out after this; null = never */
  ackTimeoutMs: z
    .number()
    .int()
    .min(5 * minute)
    .max(24 * 60 * minute)
    .nullable()
    .default(null),
  autoResolve: z.boolean().default(true),
  /** what to do, in one or two sentences */
  advice: z.string().max(1_000).default(''),
  runbookUrl: z.union([z.literal(''), z.url({ protocol: /^https$/ }).max(500)]).default(''),
})
export type RuleSpec = z.infer<typeof ruleSpecSchema>

const name = z.string().trim().min(1).max(120)

/** POST /api/v1/rules; without a customer it joins the MSP's pack. */
export const newRuleSchema = z.strictObject({
  customerId: z.uuid().nullable(),
  name,
  severity: z.enum(severities),
  enabled: z.boolean().default(true),
  spec: ruleSpecSchema,
})
export type NewRule = z.infer<typeof newRuleSchema>
/** PUT /api/v1/rules/[ruleId]; `version` is the one that was read, another one answers 409. */
export const changedRuleSchema = newRuleSchema
  .omit({ customerId: true })
  .extend({ version: z.number().int() })

/** What of a rule is otherwise for one customer; what is not named follows the pack. */
export const ruleOverrideSchema = z.strictObject({
  enabled: z.boolean().nullable().default(null),
  severity: z.enum(severities).nullable().default(null),
  patch: z
    .strictObject({
      fireAt: z.number(),
      clearAt: z.number(),
      minTraffic: z.number().int().min(0),
      minSessions: z.number().int().min(1),
      minParticipants: z.number().int().min(1),
      windowMs,
      forMs: ruleSpecSchema.shape.forMs.unwrap(),
      keepFiringMs: ruleSpecSchema.shape.keepFiringMs.unwrap(),
      spreads: z.number().min(1).max(20),
      objective: ratio,
    })
    .partial()
    .default({}),
  reason: z.string().trim().max(500).default(''),
})
export type RuleOverride = z.infer<typeof ruleOverrideSchema>

/** Why a rule says nothing: shown in the editor and raised as an alert of its own. */
export const ruleProblemSchema = z.object({
  code: z.enum([
    'thin-history',
    'no-such-app',
    'too-many-instances',
    'duplicate-labels',
    'bad-spec',
    'failed',
  ]),
  problem: z.string(),
  since: z.number(),
})
export type RuleProblem = z.infer<typeof ruleProblemSchema>

/** One rule as a customer has it, or (customerId null) as the pack has it. */
export const ruleViewSchema = z.object({
  ruleId: z.string(),
  customerId: z.string().nullable(),
  packKey: z.string().nullable(),
  name,
  severity: z.enum(severities),
  enabled: z.boolean(),
  spec: ruleSpecSchema,
  /** the whole rule in one sentence */
  sentence: z.string(),
  version: z.number(),
  updatedAt: z.number(),
  /** who and how many are firing, over the customers one may see */
  firing: z.number(),
  pending: z.number(),
  /** customers that have it otherwise, within one's scope */
  overrides: z.number(),
  /** of those, decided before the pack's last change */
  drifted: z.number(),
  problems: z.array(ruleProblemSchema.extend({ customerId: z.string(), customerName: z.string() })),
})
export type RuleView = z.infer<typeof ruleViewSchema>
export const rulesSchema = z.object({ rules: z.array(ruleViewSchema) })

/** GET /api/v1/rules/[ruleId]/overrides: the drift view. */
export const overrideViewSchema = ruleOverrideSchema.extend({
  customerId: z.string(),
  customerName: z.string(),
  baseVersion: z.number(),
  drifted: z.boolean(),
  /** [what, in the pack, here] in words */
  differences: z.array(z.object({ what: z.string(), pack: z.string(), here: z.string() })),
  updatedAt: z.number(),
  updatedName: z.string().nullable(),
})
export const overridesSchema = z.object({ overrides: z.array(overrideViewSchema) })

/** POST /api/v1/rules/preview: what this rule, saved or not, sees now and would have done. */
export const previewRequestSchema = z.strictObject({
  /** the pack is previewed on one customer at a time */
  customerId: z.uuid(),
  spec: ruleSpecSchema,
})
export const previewSchema = z.object({
  /** each instance now; `holds` null = cannot be told */
  now: z.array(
    z.object({
      labels: z.record(z.string(), z.string()),
      value: z.number().nullable(),
      traffic: z.number().nullable(),
      holds: z.boolean().nullable(),
    }),
  ),
  problem: ruleProblemSchema.omit({ since: true }).nullable(),
  /** the last seven days; null when this kind of rule cannot be replayed, `cannot` says why */
  week: z
    .object({
      from: z.number(),
      to: z.number(),
      /** episodes it would have opened */
      fired: z.number(),
      firedMs: z.number(),
      episodes: z.array(
        z.object({ labels: z.record(z.string(), z.string()), from: z.number(), to: z.number().nullable() }),
      ),
      /** [time, value] of the worst instance, thinned */
      series: z.array(z.tuple([z.number(), z.number().nullable()])),
    })
    .nullable(),
  cannot: z.string().nullable(),
})
export type RulePreview = z.infer<typeof previewSchema>
