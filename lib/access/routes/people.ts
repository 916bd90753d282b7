import type { RouteRight } from '../route-right.ts'

const ofAll = { permission: 'member:write', tenant: 'installation' } as const
const invite = { ids: { inviteId: 'invite' } } as const
const ofOwner = { permission: 'viewer:invite', tenant: 'scope' } as const
const token = { permission: 'token:own', tenant: 'self' } as const

/** The routes about people, invitations, tokens, the trail, and the description of the API itself. */
export const peopleRoutes = {
  'GET /api/v1/openapi.json': { permission: 'self:read', tenant: 'installation' },
  'GET /api/v1/audit/export': {
    permission: 'audit:read',
    tenant: 'scope',
    queryIds: { customer: 'customer' },
  },
  'PATCH /api/v1/members/[memberId]': { ...ofAll, ids: { memberId: 'member' } },
  'GET /api/v1/invitations': { permission: 'member:read', tenant: 'installation' },
  'POST /api/v1/invitations': ofAll,
  'POST /api/v1/invitations/[inviteId]/revoke': { ...ofAll, ...invite },
  'POST /api/v1/invitations/[inviteId]/resend': { ...ofAll, ...invite },
  'GET /api/v1/viewers': ofOwner,
  'POST /api/v1/viewers/invitations': ofOwner,
  'POST /api/v1/viewers/invitations/[inviteId]/revoke': { ...ofOwner, ...invite },
  'POST /api/v1/viewers/[memberId]/disable': { ...ofOwner, ids: { memberId: 'viewer' } },
  'GET /api/v1/me/tokens': token,
  'POST /api/v1/me/tokens': token,
  'POST /api/v1/me/tokens/[tokenId]/revoke': { ...token, ids: { tokenId: 'api-token' } },
} as const satisfies Record<string, RouteRight>
