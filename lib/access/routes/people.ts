import type { RouteRight } from '../route-right.ts'

/** The routes about invitations, tokens, and the trail. */
export const peopleRoutes = {
  'GET /api/v1/openapi.json': { permission: 'self:read', tenant: 'installation' },
  'GET /api/v1/me/tokens': { permission: 'token:own', tenant: 'self' },
  'POST /api/v1/me/tokens': { permission: 'token:own', tenant: 'self' },
  'POST /api/v1/me/tokens/[tokenId]/revoke': {
    permission: 'token:own',
    tenant: 'self',
    ids: { tokenId: 'api-token' },
  },
} as const satisfies Record<string, RouteRight>
