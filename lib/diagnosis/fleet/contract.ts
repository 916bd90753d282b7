import { z } from 'zod'
import { personVerdicts } from './compare-person.ts'
import { dimensions, outcomeFamilies } from './fleet-row.ts'
import { fleetKinds, fleetScopes } from './kinds.ts'
import { surprises } from './surprise.ts'
import { gates } from './test-values.ts'

/**
 * Causes that many bad calls share. A `FleetFinding` is the engine's own: it knows all customers and never leaves as it
 * is. A `FleetFindingView` is what one member may see of it. Times are epoch ms on the server's clock.
 */
const fleetDimensionSchema = z.enum([...dimensions, 'platform'])
const valueSchema = z.object({ dimension: fleetDimensionSchema, value: z.string() })
export const shareSchema = z.object({ bad: z.number(), n: z.number() })

/** Bad ones of those with the value and of all others, with risk ratio, its 95 % interval, and Fisher's p. */
export const comparisonSchema = z.object({
  bad: z.number(),
  n: z.number(),
  elsewhereBad: z.number(),
  elsewhereN: z.number(),
  rate: z.number(),
  elsewhereRate: z.number(),
  riskRatio: z.number(),
  low: z.number(),
  high: z.number(),
  p: z.number(),
  /** share of all bad ones that is excess here, 0..1 */
  explained: z.number(),
  g: z.number(),
})

export const testedSchema = z.object({
  ...valueSchema.shape,
  comparison: comparisonSchema,
  users: z.number(),
  calls: z.number(),
  /** the first gate it did not pass; null = a candidate */
  failed: z.enum(gates).nullable(),
})

/** One evaluation's picture of a cause. */
export const foundCauseSchema = z.object({
  ...valueSchema.shape,
  /** values whose people are the same: they cannot be told apart */
  inseparable: z.array(valueSchema),
  family: z.enum(outcomeFamilies),
  families: z.array(z.enum(outcomeFamilies)),
  /** null for the whole platform: there is no elsewhere */
  comparison: comparisonSchema.nullable(),
  /** bad people and their calls, without any cap */
  people: z.number(),
  calls: z.number(),
  /** share of all bad time that fell here, 0..1; null where time says nothing (joining) */
  badTimeShare: z.number().nullable(),
  /** who is left without it, and without the causes named beside it */
  rest: shareSchema,
  /** how many causes were named at once */
  together: z.number(),
  /** whom it touches */
  customers: z.array(z.object({ customerId: z.string(), people: z.number() })),
  /** comparisons that keep the obvious mistake away: other TURN servers, the same region without relay */
  beside: z.array(z.object({ what: z.string(), ...shareSchema.shape })),
  rivals: z.array(testedSchema),
  badSince: z.number().nullable(),
})
export type FoundCause = z.infer<typeof foundCauseSchema>

export const fleetPhases = ['forming', 'confirmed', 'closed'] as const
const lifeSchema = z.object({
  findingId: z.string(),
  phase: z.enum(fleetPhases),
  /** evaluations in a row in which it was found */
  streak: z.number(),
  confidence: z.enum(['high', 'medium', 'low']),
  severity: z.enum(['critical', 'major']),
  surprise: z.enum(surprises),
  baseline: shareSchema.nullable(),
  /** when the trouble began, as far as the window shows */
  openedAt: z.number(),
  confirmedAt: z.number().nullable(),
  /** newest evaluation that found it */
  seenAt: z.number(),
  /** since when it is no longer clearly worse here */
  quietSince: z.number().nullable(),
  closedAt: z.number().nullable(),
  closedReason: z.enum(['recovered', 'no-data']).nullable(),
  model: z.string(),
})
export const fleetFindingSchema = z.object({ ...lifeSchema.shape, ...foundCauseSchema.shape })
export type FleetFinding = z.infer<typeof fleetFindingSchema>

const namedValueSchema = z.object({
  dimension: fleetDimensionSchema,
  /** "TURN server turn-eu-2" */
  label: z.string(),
})
export const testedViewSchema = z.object({
  ...namedValueSchema.shape,
  comparison: comparisonSchema,
  users: z.number(),
  calls: z.number(),
  failed: z.enum(gates).nullable(),
})
export type TestedView = z.infer<typeof testedViewSchema>

/** A cause in the words of who asks: no name of a customer outside their scope, only how many. */
export const causeViewSchema = z.object({
  ...namedValueSchema.shape,
  kind: z.enum(fleetKinds),
  scope: z.enum(fleetScopes),
  owner: z.enum(['platform-ops', 'app-dev', 'customer-it', 'isp']),
  /** "It is us: TURN server turn-eu-2." and what it rests on */
  title: z.string(),
  sentence: z.string(),
  remedy: z.string(),
  inseparable: z.array(z.string()),
  families: z.array(z.enum(outcomeFamilies)),
  comparison: comparisonSchema.nullable(),
  people: z.number(),
  calls: z.number(),
  badTimeShare: z.number().nullable(),
  rest: shareSchema,
  together: z.number(),
  customers: z.array(z.object({ customerId: z.string(), name: z.string(), people: z.number() })),
  otherCustomers: z.number(),
  beside: z.array(z.object({ what: z.string(), ...shareSchema.shape })),
  rivals: z.array(testedViewSchema),
})
export type CauseView = z.infer<typeof causeViewSchema>

export const fleetFindingViewSchema = z.object({
  ...causeViewSchema.shape,
  ...lifeSchema.omit({ streak: true }).shape,
})
export type FleetFindingView = z.infer<typeof fleetFindingViewSchema>

/** GET /api/v1/fleet/findings: open ones first, then those closed within a day. */
export const fleetFindingsSchema = z.object({
  findings: z.array(fleetFindingViewSchema),
  serverTime: z.number(),
})

/** GET /api/v1/fleet/attribution?from&to&customer&family */
export const fleetAttributionSchema = z.object({
  from: z.number(),
  to: z.number(),
  family: z.enum(outcomeFamilies),
  n: z.number(),
  bad: z.number(),
  calls: z.number(),
  customers: z.number(),
  tooFew: z.boolean(),
  /** more participants than are read at once: the figures are of the newest ones */
  isCut: z.boolean(),
  platform: z.boolean(),
  /** the verdict in one sentence */
  verdict: z.string(),
  tested: z.array(testedViewSchema),
  /** what was chosen, one after the other, each time without the people of those before */
  steps: z.array(z.object({ cause: causeViewSchema, tested: z.array(testedViewSchema), left: shareSchema })),
  rest: shareSchema,
})
export type FleetAttribution = z.infer<typeof fleetAttributionSchema>

/** GET /api/v1/sessions/:id/comparison: each participant beside everybody of the same time, within the scope. */
export const sessionComparisonSchema = z.object({
  from: z.number(),
  to: z.number(),
  people: z.array(
    z.object({
      participantId: z.string(),
      verdict: z.enum(personVerdicts),
      /** the cause that contains them, in words */
      cause: z.string().nullable(),
      /** "1 of 1 here, 2 of 41 on the same media server, 0 of 3 others in this call" */
      evidence: z.string(),
    }),
  ),
})
export type SessionComparison = z.infer<typeof sessionComparisonSchema>
