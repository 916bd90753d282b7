import type { RouteRight } from '../route-right.ts'

/** The routes about status pages, beside the first `GET /api/v1/status`. */
export const statusRoutes = {
  'GET /api/v1/status/history': {
    permission: 'status:read',
    tenant: 'scope',
    queryIds: { customer: 'customer' },
  },
  'GET /api/v1/status/incidents/[incidentId]': {
    permission: 'status:read',
    tenant: 'scope',
    ids: { incidentId: 'incident' },
    queryIds: { customer: 'customer' },
  },
  'GET /api/v1/status/components': {
    permission: 'customer:read',
    tenant: 'scope',
    queryIds: { customer: 'customer' },
  },
  'PATCH /api/v1/status/components/[componentId]': {
    permission: 'status:write',
    tenant: 'scope',
    ids: { componentId: 'component' },
  },
} as const satisfies Record<string, RouteRight>
