import type { Permission } from './permissions.ts'

/**
 * How a route keeps tenants apart.
 * - `scope`: only rows of customers in the member's scope; an id outside it answers exactly like one that does not exist
 * - `self`: only rows of the member who asks
 * - `installation`: not a customer's data; the permission alone decides
 */
export type TenantCheck = 'scope' | 'self' | 'installation'

/** What an id in the path or the query names; the tenancy check fills in own, foreign and missing ones. */
export type IdKind =
  | 'session'
  | 'finding'
  | 'report-code'
  | 'customer'
  | 'app'
  | 'key'
  | 'member'
  | 'viewer'
  | 'sign-in'
  | 'import'
  | 'alert'
  | 'note'
  | 'rule'
  | 'rule-to-delete'
  | 'silence'
  | 'maintenance'
  | 'channel'
  | 'route'
  | 'inhibition'
  | 'policy'
  | 'schedule'
  | 'schedule-override'
  | 'outbox'
  | 'integration'
  | 'intake-delivery'
  | 'heartbeat'
  | 'incident'
  | 'parent-incident'
  | 'incident-note'
  | 'incident-update'
  | 'incident-rule'
  | 'update-template'
  | 'corrective-action'
  | 'component'
  | 'status-subscription'
  | 'status-signal'
  | 'report-schedule'
  | 'invite'
  | 'api-token'

export type RouteRight = {
  readonly permission: Permission
  readonly tenant: TenantCheck
  /** path parameter → what it names */
  readonly ids?: Readonly<Record<string, IdKind>>
  /** query parameter → what it names */
  readonly queryIds?: Readonly<Record<string, IdKind>>
}
