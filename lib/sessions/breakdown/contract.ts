import { z } from 'zod'

/** How people fared. Minutes are participant-minutes by the band of their mean score. */
export const breakdownCountsSchema = z.object({
  calls: z.number(),
  people: z.number(),
  good: z.number(),
  fair: z.number(),
  poor: z.number(),
  bad: z.number(),
  /** attempts to join that came to an end: joined or failed, not cancelled */
  attempts: z.number(),
  failedJoins: z.number(),
  /** people who were in the call */
  established: z.number(),
  drops: z.number(),
})
export type BreakdownCounts = z.infer<typeof breakdownCountsSchema>

/** Which calls a report rests on: the newest ones of the time, never more than `callsAtOnce`. */
export const groundSchema = z.object({
  calls: z.number(),
  people: z.number(),
  /** there were more calls in this time: only the newest were counted */
  capped: z.boolean(),
  /** start of the oldest call that was counted */
  oldestAt: z.number().nullable(),
  /** calls of this search and time that were left out because they are simulated, or imported */
  simulatedCalls: z.number(),
  importedCalls: z.number(),
  simulatedIncluded: z.boolean(),
})
export type Ground = z.infer<typeof groundSchema>

/** GET /api/v1/breakdown?by&q&customer&from&to&simulated */
export const breakdownSchema = z.object({
  by: z.string(),
  ground: groundSchema,
  all: breakdownCountsSchema,
  /** null = not known; at most 200, those with the most people */
  rows: z.array(breakdownCountsSchema.extend({ value: z.string().nullable() })),
  /** values that are not among `rows` */
  more: z.number(),
})
export type Breakdown = z.infer<typeof breakdownSchema>
export type BreakdownRow = Breakdown['rows'][number]

/** p50, p95 and p99 with the interval that 95 % of samples would put them in; ms. */
export const percentileSchema = z.object({
  p: z.number(),
  ms: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
export type Percentile = z.infer<typeof percentileSchema>

/** GET /api/v1/breakdown/funnel?q&customer&from&to&simulated */
export const funnelSchema = z.object({
  ground: groundSchema,
  attempted: z.number(),
  /** no result yet, and closed by the user before one: neither counts as an attempt */
  pending: z.number(),
  cancelled: z.number(),
  stages: z.array(
    z.object({
      stage: z.enum(['permission', 'connecting', 'connected', 'media']),
      reached: z.number(),
      failures: z.array(z.object({ failure: z.string().nullable(), people: z.number() })),
    }),
  ),
  setup: z.object({
    n: z.number(),
    percentiles: z.array(percentileSchema),
    /** people whose setup took up to `toMs`, and longer than the bucket before; the last has no end */
    buckets: z.array(z.object({ toMs: z.number().nullable(), people: z.number() })),
  }),
  phases: z.array(
    z.object({
      phase: z.string(),
      n: z.number(),
      p50Ms: z.number(),
      p95Ms: z.number(),
      p99Ms: z.number(),
      /** waiting for the user is not the platform's time */
      inSetup: z.boolean(),
    }),
  ),
})
export type Funnel = z.infer<typeof funnelSchema>

/** One figure. `value` is in the unit of its definition; null = cannot be told, and `why` says why. */
export const kpiFigureSchema = z.object({
  id: z.string(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  hits: z.number().nullable(),
  n: z.number(),
  why: z.string().nullable(),
  /** a second figure that belongs beside it */
  beside: z.string().nullable(),
})
export type KpiFigure = z.infer<typeof kpiFigureSchema>

/** GET /api/v1/breakdown/kpis?q&customer&from&to&simulated */
export const kpisSchema = z.object({
  ground: groundSchema,
  /** below 90 % of the minutes scored: figures about quality are flagged */
  lowCoverage: z.boolean(),
  figures: z.array(kpiFigureSchema),
})
export type Kpis = z.infer<typeof kpisSchema>
