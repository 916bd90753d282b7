import type { RouteRight } from '../route-right.ts'

/** The routes about silences and maintenance. */
export const suppressionRoutes = {
  'GET /api/v1/silences': { permission: 'alert:read', tenant: 'scope', queryIds: { customer: 'customer' } },
  'POST /api/v1/silences': { permission: 'silence:write', tenant: 'scope' },
  'POST /api/v1/silences/preview': { permission: 'silence:write', tenant: 'scope' },
  'GET /api/v1/silences/[silenceId]': {
    permission: 'alert:read',
    tenant: 'scope',
    ids: { silenceId: 'silence' },
  },
  'PUT /api/v1/silences/[silenceId]': {
    permission: 'silence:write',
    tenant: 'scope',
    ids: { silenceId: 'silence' },
  },
  'POST /api/v1/silences/[silenceId]/expire': {
    permission: 'silence:write',
    tenant: 'scope',
    ids: { silenceId: 'silence' },
  },
  'GET /api/v1/maintenances': {
    permission: 'alert:read',
    tenant: 'scope',
    queryIds: { customer: 'customer' },
  },
  'POST /api/v1/maintenances': { permission: 'silence:write', tenant: 'scope' },
  'GET /api/v1/maintenances/[maintenanceId]': {
    permission: 'alert:read',
    tenant: 'scope',
    ids: { maintenanceId: 'maintenance' },
  },
  'POST /api/v1/maintenances/[maintenanceId]/end': {
    permission: 'silence:write',
    tenant: 'scope',
    ids: { maintenanceId: 'maintenance' },
  },
} as const satisfies Record<string, RouteRight>
