import type { RouteRight } from '../route-right.ts'
import { channelRoutes } from './channels.ts'

/** The routes about channels, routes, escalation and schedules. Schedules and people serve all customers. */
export const notificationRoutes = {
  'GET /api/v1/routes': { permission: 'notification:read', tenant: 'scope' },
  'POST /api/v1/routes': { permission: 'notification:write', tenant: 'scope' },
  'POST /api/v1/routes/try': { permission: 'notification:read', tenant: 'scope' },
  'PUT /api/v1/routes/[routeId]': {
    permission: 'notification:write',
    tenant: 'scope',
    ids: { routeId: 'route' },
  },
  'DELETE /api/v1/routes/[routeId]': {
    permission: 'notification:write',
    tenant: 'scope',
    ids: { routeId: 'route' },
  },
  'GET /api/v1/inhibitions': { permission: 'notification:read', tenant: 'scope' },
  'POST /api/v1/inhibitions': { permission: 'notification:write', tenant: 'scope' },
  'PUT /api/v1/inhibitions/[inhibitionId]': {
    permission: 'notification:write',
    tenant: 'scope',
    ids: { inhibitionId: 'inhibition' },
  },
  'DELETE /api/v1/inhibitions/[inhibitionId]': {
    permission: 'notification:write',
    tenant: 'scope',
    ids: { inhibitionId: 'inhibition' },
  },
  'GET /api/v1/policies': { permission: 'notification:read', tenant: 'scope' },
  'POST /api/v1/policies': { permission: 'notification:write', tenant: 'scope' },
  'PUT /api/v1/policies/[policyId]': {
    permission: 'notification:write',
    tenant: 'scope',
    ids: { policyId: 'policy' },
  },
  'DELETE /api/v1/policies/[policyId]': {
    permission: 'notification:write',
    tenant: 'scope',
    ids: { policyId: 'policy' },
  },
  'GET /api/v1/schedules': { permission: 'notification:read', tenant: 'installation' },
  'POST /api/v1/schedules': { permission: 'notification:write', tenant: 'installation' },
  'PUT /api/v1/schedules/[scheduleId]': {
    permission: 'notification:write',
    tenant: 'installation',
    ids: { scheduleId: 'schedule' },
  },
  'DELETE /api/v1/schedules/[scheduleId]': {
    permission: 'notification:write',
    tenant: 'installation',
    ids: { scheduleId: 'schedule' },
  },
  'GET /api/v1/schedules/[scheduleId]/shifts': {
    permission: 'notification:read',
    tenant: 'installation',
    ids: { scheduleId: 'schedule' },
  },
  'POST /api/v1/schedules/[scheduleId]/overrides': {
    permission: 'schedule:override',
    tenant: 'installation',
    ids: { scheduleId: 'schedule' },
  },
  'DELETE /api/v1/schedule-overrides/[overrideId]': {
    permission: 'schedule:override',
    tenant: 'installation',
    ids: { overrideId: 'schedule-override' },
  },
  'GET /api/v1/me/notifications': { permission: 'notification:own', tenant: 'self' },
  'PUT /api/v1/me/notifications': { permission: 'notification:own', tenant: 'self' },
  'GET /api/v1/alerts/[alertId]/escalation': {
    permission: 'alert:read',
    tenant: 'scope',
    ids: { alertId: 'alert' },
  },
  'POST /api/v1/alerts/[alertId]/escalate': {
    permission: 'alert:act',
    tenant: 'scope',
    ids: { alertId: 'alert' },
  },
  ...channelRoutes,
} as const satisfies Record<string, RouteRight>
