import { z } from 'zod'
import { sessionListSchema } from '../contract.ts'

/** GET /api/v1/sessions?q&customer&state&from&to&before&limit : newest first, keyset paged. */
export const sessionPageSchema = sessionListSchema.extend({
  /**
   * Start of the oldest call that was looked at, when the search stopped before the end of its time: `next` goes on
   * from there. Null = everything was looked at, as far as `sessions` reaches.
   */
  searchedTo: z.number().nullable(),
})
export type SessionPage = z.infer<typeof sessionPageSchema>

export const facetKeys = [
  'state',
  'band',
  'customer',
  'app',
  'cause',
  'owner',
  'side',
  'region',
  'browser',
  'version',
  'relay',
  'source',
  'pinned',
] as const
export type FacetKey = (typeof facetKeys)[number]

/** One value and how many calls have it; null = nothing known, or no cause. */
export const facetValueSchema = z.object({
  value: z.string().nullable(),
  calls: z.number(),
})

/** GET /api/v1/sessions/facets?q&customer&from&to */
export const sessionFacetsSchema = z.object({
  /** calls that the whole search finds among those looked at */
  matched: z.number(),
  /** calls looked at: the newest ones of the time */
  searched: z.number(),
  /** there are more calls in this time than were looked at */
  capped: z.boolean(),
  /**
   * Counted as if the word itself were not asked for, so that other values can be added. A call counts once for every
   * value that somebody in it has.
   */
  facets: z.array(z.object({ key: z.enum(facetKeys), values: z.array(facetValueSchema), more: z.number() })),
})
export type SessionFacets = z.infer<typeof sessionFacetsSchema>
export type Facet = SessionFacets['facets'][number]
