import type { RouteRight } from '../route-right.ts'

const read = { permission: 'alert:read', tenant: 'scope' } as const
const act = { permission: 'alert:act', tenant: 'scope' } as const
const alert = { ids: { alertId: 'alert' } } as const
const note = { ids: { noteId: 'note' } } as const

/** The routes about alerts. */
export const alertRoutes = {
  'GET /api/v1/alerts': { ...read, queryIds: { customer: 'customer', app: 'app', rule: 'rule' } },
  'GET /api/v1/alerts/waiting': read,
  'GET /api/v1/alerts/[alertId]': { ...read, ...alert },
  'GET /api/v1/alerts/[alertId]/series': { ...read, ...alert },
  'POST /api/v1/alerts/[alertId]/acknowledge': { ...act, ...alert },
  'POST /api/v1/alerts/[alertId]/unacknowledge': { ...act, ...alert },
  'POST /api/v1/alerts/[alertId]/snooze': { ...act, ...alert },
  'POST /api/v1/alerts/[alertId]/unsnooze': { ...act, ...alert },
  'POST /api/v1/alerts/[alertId]/assign': { ...act, ...alert },
  'POST /api/v1/alerts/[alertId]/resolve': { ...act, ...alert },
  'POST /api/v1/alerts/[alertId]/reopen': { ...act, ...alert },
  'POST /api/v1/alerts/[alertId]/notes': { ...act, ...alert },
  'POST /api/v1/alerts/bulk': act,
  'PUT /api/v1/alert-notes/[noteId]': { ...act, ...note },
  'DELETE /api/v1/alert-notes/[noteId]': { ...act, ...note },
  'GET /api/v1/alert-notes/[noteId]/revisions': { ...read, ...note },
} as const satisfies Record<string, RouteRight>
