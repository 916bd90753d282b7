import type { Member, Role } from './member.ts'
import { type Permission, permissions } from './permissions.ts'
import type { RouteRight, TenantCheck } from './route-right.ts'
import { alertRoutes } from './routes/alerts.ts'
import { incidentWordRoutes } from './routes/incident-words.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { intakeRoutes } from './routes/intake.ts'
import { learningRoutes } from './routes/learning.ts'
import { notificationRoutes } from './routes/notifications.ts'
import { peopleRoutes } from './routes/people.ts'
import { reportRoutes } from './routes/reports.ts'
import { ruleRoutes } from './routes/rules.ts'
import { statusRoutes } from './routes/status.ts'
import { suppressionRoutes } from './routes/suppression.ts'

/**
 * Who may do what: the one place. The API's door asks it, `docs/rights.md` is generated from it, and the tenancy
 * check builds its requests from it. What is not listed here is refused, and a route that is not listed fails a test.
 */
/** Whether a role holds a permission. Which customers it reaches is the scope's business, not this table's. */
export function can(role: Role, permission: Permission): boolean {
  return (permissions[permission].roles as readonly Role[]).includes(role)
}

/** Whether who asks may: by the role, or with a token by what of it the token was made for (see `memberOfApiToken`). */
export function mayAsk(
  { role, tokenScopes }: Pick<Member, 'role' | 'tokenScopes'>,
  one: Permission,
): boolean {
  return tokenScopes ? tokenScopes.includes(one) : can(role, one)
}

/** Every route behind the door: method and path as the folder under `app/` spells it. */
export const routes = {
  'GET /api/v1/me': { permission: 'self:read', tenant: 'self' },
  'GET /api/v1/me/sign-ins': { permission: 'self:read', tenant: 'self' },
  'POST /api/v1/me/sign-ins/[signInId]/revoke': {
    permission: 'self:write',
    tenant: 'self',
    ids: { signInId: 'sign-in' },
  },
  'POST /api/v1/me/password': { permission: 'self:write', tenant: 'self' },
  'POST /api/v1/sign-out': { permission: 'self:write', tenant: 'self' },
  'GET /api/v1/sessions': { permission: 'session:read', tenant: 'scope', queryIds: { customer: 'customer' } },
  'GET /api/v1/sessions/facets': {
    permission: 'session:read',
    tenant: 'scope',
    queryIds: { customer: 'customer' },
  },
  'GET /api/v1/breakdown': {
    permission: 'session:read',
    tenant: 'scope',
    queryIds: { customer: 'customer' },
  },
  'GET /api/v1/breakdown/funnel': {
    permission: 'session:read',
    tenant: 'scope',
    queryIds: { customer: 'customer' },
  },
  'GET /api/v1/breakdown/kpis': {
    permission: 'session:read',
    tenant: 'scope',
    queryIds: { customer: 'customer' },
  },
  'GET /api/v1/sessions/[sessionId]': {
    permission: 'session:read',
    tenant: 'scope',
    ids: { sessionId: 'session' },
  },
  'GET /api/v1/sessions/[sessionId]/series': {
    permission: 'session:read',
    tenant: 'scope',
    ids: { sessionId: 'session' },
  },
  'GET /api/v1/sessions/[sessionId]/tracks/series': {
    permission: 'session:read',
    tenant: 'scope',
    ids: { sessionId: 'session' },
  },
  'GET /api/v1/sessions/[sessionId]/raw': {
    permission: 'session:read',
    tenant: 'scope',
    ids: { sessionId: 'session' },
  },
  'GET /api/v1/sessions/[sessionId]/events': {
    permission: 'session:read',
    tenant: 'scope',
    ids: { sessionId: 'session' },
  },
  'GET /api/v1/sessions/[sessionId]/comparison': {
    permission: 'session:read',
    tenant: 'scope',
    ids: { sessionId: 'session' },
  },
  'GET /api/v1/sessions/[sessionId]/opinions': {
    permission: 'session:read',
    tenant: 'scope',
    ids: { sessionId: 'session' },
  },
  'GET /api/v1/sessions/[sessionId]/export': {
    permission: 'session:read',
    tenant: 'scope',
    ids: { sessionId: 'session' },
  },
  'GET /api/v1/fleet/findings': { permission: 'fleet:read', tenant: 'scope' },
  'GET /api/v1/fleet/attribution': {
    permission: 'fleet:read',
    tenant: 'scope',
    queryIds: { customer: 'customer' },
  },
  'GET /api/v1/sessions/[sessionId]/notes': {
    permission: 'session:read',
    tenant: 'scope',
    ids: { sessionId: 'session' },
  },
  'POST /api/v1/sessions/[sessionId]/notes': {
    permission: 'session:annotate',
    tenant: 'scope',
    ids: { sessionId: 'session' },
  },
  'PUT /api/v1/sessions/[sessionId]/pin': {
    permission: 'session:pin',
    tenant: 'scope',
    ids: { sessionId: 'session' },
  },
  'DELETE /api/v1/sessions/[sessionId]/pin': {
    permission: 'session:pin',
    tenant: 'scope',
    ids: { sessionId: 'session' },
  },
  'PUT /api/v1/findings/[findingId]/opinion': {
    permission: 'finding:judge',
    tenant: 'scope',
    ids: { findingId: 'finding' },
  },
  'GET /api/v1/report-codes/[code]': {
    permission: 'session:read',
    tenant: 'scope',
    ids: { code: 'report-code' },
  },
  'POST /api/v1/imports': { permission: 'session:import', tenant: 'scope', queryIds: { app: 'app' } },
  'GET /api/v1/imports/[importId]': {
    permission: 'session:import',
    tenant: 'scope',
    ids: { importId: 'import' },
  },
  'GET /api/v1/status': { permission: 'status:read', tenant: 'scope', queryIds: { customer: 'customer' } },
  'GET /api/v1/customers': { permission: 'customer:read', tenant: 'scope' },
  'POST /api/v1/customers': { permission: 'customer:write', tenant: 'installation' },
  'POST /api/v1/customers/[customerId]/apps': {
    permission: 'customer:write',
    tenant: 'scope',
    ids: { customerId: 'customer' },
  },
  'POST /api/v1/apps/[appId]/keys': { permission: 'customer:write', tenant: 'scope', ids: { appId: 'app' } },
  'POST /api/v1/keys/[keyId]/disable': {
    permission: 'customer:write',
    tenant: 'scope',
    ids: { keyId: 'key' },
  },
  'GET /api/v1/members': { permission: 'member:read', tenant: 'installation' },
  'POST /api/v1/members': { permission: 'member:write', tenant: 'installation' },
  'POST /api/v1/members/[memberId]/disable': {
    permission: 'member:write',
    tenant: 'installation',
    ids: { memberId: 'member' },
  },
  'POST /api/v1/members/[memberId]/enable': {
    permission: 'member:write',
    tenant: 'installation',
    ids: { memberId: 'member' },
  },
  'GET /api/v1/people': { permission: 'notification:read', tenant: 'scope' },
  'GET /api/v1/audit': { permission: 'audit:read', tenant: 'scope', queryIds: { customer: 'customer' } },
  ...alertRoutes,
  ...ruleRoutes,
  ...suppressionRoutes,
  ...notificationRoutes,
  ...intakeRoutes,
  ...incidentRoutes,
  ...incidentWordRoutes,
  ...learningRoutes,
  ...reportRoutes,
  ...statusRoutes,
  ...peopleRoutes,
} as const satisfies Record<string, RouteRight>
export type RouteKey = keyof typeof routes

/** Routes that anyone may call, because they are how one signs in. They have checks of their own. */
export const openRoutes = {
  'GET /api/auth/[...nextauth]': {
    means: 'the anti-forgery token of the sign-in form, and coming back from the organisation’s own sign-in',
  },
  'POST /api/auth/[...nextauth]': {
    means: 'signing in with e-mail and password, or leaving for the organisation’s own sign-in; throttled',
  },
  'POST /api/mail-acknowledge/[token]': {
    means:
      'acknowledging one alert by the signed link of one’s own mail; role and scope are those of its owner now',
  },
  'POST /api/invitation': { means: 'accepting an invitation by the signed link of a mail; once, throttled' },
  'POST /api/password-reset': {
    means: 'asking for a mail to set a new password; answers the same for every address, throttled',
  },
  'POST /api/new-password': {
    means: 'setting a new password by the signed link of a mail; once, within an hour, throttled',
  },
} as const satisfies Record<string, { means: string }>

/** Every message a dashboard may send over the socket. Rooms are the server's decision. */
export const socketEvents = {
  watch: { permission: 'session:read', tenant: 'scope' },
  resync: { permission: 'session:read', tenant: 'scope' },
} as const satisfies Record<string, { permission: Permission; tenant: TenantCheck }>
export type SocketEvent = keyof typeof socketEvents
