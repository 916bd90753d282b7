import { z } from 'zod'
import type { TenantScope } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import type { Asked } from '#lib/sessions/search/search.server.ts'
import { maxSearchLength } from '#lib/sessions/search/search-language.ts'

const moment = z.coerce.number().min(0).max(4_102_444_800_000)

/** Which calls a question is about: the same words for the list, its facets and the breakdowns. */
export const callsQuery = {
  q: z.string().max(maxSearchLength).default(''),
  customer: z.uuid().optional(),
  /** epoch ms; when the call started */
  from: moment.optional(),
  to: moment.optional(),
}
type CallsQuery = {
  q: string
  customer?: string | undefined
  from?: number | undefined
  to?: number | undefined
}

/** A customer outside the scope is answered like one that does not exist. */
export function askedCalls(scope: TenantScope, { q, customer, from, to }: CallsQuery): Asked {
  return {
    q,
    customerId: customer === undefined ? null : within(scope, customer),
    from: from ?? null,
    to: to ?? null,
  }
}
