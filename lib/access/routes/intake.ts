import type { RouteRight } from '../route-right.ts'

/** The routes about outside monitors and heartbeats. */
export const intakeRoutes = {
  'GET /api/v1/integrations': { permission: 'integration:read', tenant: 'scope' },
  'POST /api/v1/integrations': { permission: 'integration:write', tenant: 'scope' },
  'PUT /api/v1/integrations/[integrationId]': {
    permission: 'integration:write',
    tenant: 'scope',
    ids: { integrationId: 'integration' },
  },
  'POST /api/v1/integrations/[integrationId]/preview': {
    permission: 'integration:read',
    tenant: 'scope',
    ids: { integrationId: 'integration' },
  },
  'POST /api/v1/integrations/[integrationId]/rotate': {
    permission: 'integration:write',
    tenant: 'scope',
    ids: { integrationId: 'integration' },
  },
  'DELETE /api/v1/integrations/[integrationId]': {
    permission: 'integration:write',
    tenant: 'scope',
    ids: { integrationId: 'integration' },
  },
  'GET /api/v1/intake-deliveries': {
    permission: 'integration:read',
    tenant: 'scope',
    queryIds: { integration: 'integration' },
  },
  'GET /api/v1/intake-deliveries/[deliveryId]': {
    permission: 'integration:read',
    tenant: 'scope',
    ids: { deliveryId: 'intake-delivery' },
  },
  'POST /api/v1/intake-deliveries/[deliveryId]/retry': {
    permission: 'integration:write',
    tenant: 'scope',
    ids: { deliveryId: 'intake-delivery' },
  },
  'GET /api/v1/heartbeats': { permission: 'integration:read', tenant: 'scope' },
  'POST /api/v1/heartbeats': { permission: 'integration:write', tenant: 'scope' },
  'POST /api/v1/heartbeats/[heartbeatId]/rotate': {
    permission: 'integration:write',
    tenant: 'scope',
    ids: { heartbeatId: 'heartbeat' },
  },
  'DELETE /api/v1/heartbeats/[heartbeatId]': {
    permission: 'integration:write',
    tenant: 'scope',
    ids: { heartbeatId: 'heartbeat' },
  },
} as const satisfies Record<string, RouteRight>
