import type { RouteKey } from '#lib/access/rights.ts'
import type { IdKind } from '#lib/access/route-right.ts'
import type { Tenant } from '../tenants.ts'

/** What a tenant has before an area plants its own. */
export type Planting = {
  word: string
  customerId: string
  appId: string
  sessionId: string
  memberId: string
}
/** What the matrix asks for as "own" and "foreign"; all of it is a canary too. */
export type Plants = Partial<Record<IdKind, string>>
/** `of` is the tenant who asks. */
export type Bodies = Partial<Record<RouteKey, (of: Tenant) => object>>
