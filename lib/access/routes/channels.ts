import type { RouteRight } from '../route-right.ts'

const read = { permission: 'notification:read', tenant: 'scope' } as const
const write = { permission: 'notification:write', tenant: 'scope' } as const
const channel = { ids: { channelId: 'channel' } } as const
const message = { ids: { outboxId: 'outbox' } } as const

/** The routes about channels and the messages that went through them. */
export const channelRoutes = {
  'GET /api/v1/channels': read,
  'POST /api/v1/channels': write,
  'PUT /api/v1/channels/[channelId]': { ...write, ...channel },
  'DELETE /api/v1/channels/[channelId]': { ...write, ...channel },
  'POST /api/v1/channels/[channelId]/test': { ...write, ...channel },
  'POST /api/v1/channels/[channelId]/mend': { ...write, ...channel },
  'GET /api/v1/messages': { ...read, queryIds: { channel: 'channel' } },
  'GET /api/v1/messages/[outboxId]': { ...read, ...message },
  'POST /api/v1/messages/[outboxId]/retry': { ...write, ...message },
  'POST /api/v1/me/slack-links': { permission: 'alert:act', tenant: 'self' },
  'GET /api/v1/alerts/[alertId]/messages': {
    permission: 'alert:read',
    tenant: 'scope',
    ids: { alertId: 'alert' },
  },
} as const satisfies Record<string, RouteRight>
