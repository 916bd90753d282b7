import type { RouteRight } from '../route-right.ts'

const read = { permission: 'learning:read', tenant: 'scope' } as const
const write = { permission: 'learning:write', tenant: 'scope' } as const
const finish = { permission: 'action:do', tenant: 'scope' } as const
const incident = { ids: { incidentId: 'incident' } } as const
const action = { ids: { actionId: 'corrective-action' } } as const

/** The routes about reviews and corrective actions. */
export const learningRoutes = {
  'GET /api/v1/incidents/[incidentId]/review': { ...read, ...incident },
  'PUT /api/v1/incidents/[incidentId]/review': { ...write, ...incident },
  'POST /api/v1/incidents/[incidentId]/review/status': { ...write, ...incident },
  'PUT /api/v1/incidents/[incidentId]/review/tasks/[task]': { ...write, ...incident },
  'GET /api/v1/incidents/[incidentId]/review/export': { ...read, ...incident },
  'GET /api/v1/incidents/[incidentId]/actions': { ...read, ...incident },
  'POST /api/v1/incidents/[incidentId]/actions': { ...write, ...incident },
  'GET /api/v1/corrective-actions': { ...read, queryIds: { customer: 'customer' } },
  'PATCH /api/v1/corrective-actions/[actionId]': { ...write, ...action },
  'POST /api/v1/corrective-actions/[actionId]/done': { ...finish, ...action },
  'POST /api/v1/corrective-actions/[actionId]/decline': { ...finish, ...action },
  'POST /api/v1/corrective-actions/[actionId]/reopen': { ...finish, ...action },
} as const satisfies Record<string, RouteRight>
