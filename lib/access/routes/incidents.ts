import type { RouteRight } from '../route-right.ts'

const read = { permission: 'incident:read', tenant: 'scope' } as const
const act = { permission: 'incident:act', tenant: 'scope' } as const
const configure = { permission: 'incident:configure', tenant: 'scope' } as const
const incident = { ids: { incidentId: 'incident' } } as const
const parent = { ids: { parentId: 'parent-incident' } } as const

/** The routes about incidents: their life, alerts, calls, timeline and parents. */
export const incidentRoutes = {
  'GET /api/v1/incidents': { ...read, queryIds: { customer: 'customer' } },
  'POST /api/v1/incidents': act,
  'GET /api/v1/incidents/[incidentId]': { ...read, ...incident },
  'PATCH /api/v1/incidents/[incidentId]': { ...act, ...incident },
  'POST /api/v1/incidents/[incidentId]/status': { ...act, ...incident },
  'PUT /api/v1/incidents/[incidentId]/times/[time]': { ...act, ...incident },
  'POST /api/v1/incidents/[incidentId]/merge': { ...act, ...incident },
  'POST /api/v1/incidents/[incidentId]/customer-contact': { ...act, ...incident },
  'POST /api/v1/incidents/[incidentId]/alerts': { ...act, ...incident },
  'DELETE /api/v1/incidents/[incidentId]/alerts/[alertId]': {
    ...act,
    ids: { incidentId: 'incident', alertId: 'alert' },
  },
  'POST /api/v1/incidents/[incidentId]/sessions': { ...act, ...incident },
  'DELETE /api/v1/incidents/[incidentId]/sessions/[sessionId]': {
    ...act,
    ids: { incidentId: 'incident', sessionId: 'session' },
  },
  'PUT /api/v1/incidents/[incidentId]/marks': { ...act, ...incident },
  'GET /api/v1/incident-statuses': { permission: 'incident:read', tenant: 'installation' },
  'PUT /api/v1/incident-statuses/[key]': { permission: 'incident:configure', tenant: 'installation' },
  'GET /api/v1/incident-rules': configure,
  'POST /api/v1/incident-rules': configure,
  'PUT /api/v1/incident-rules/[ruleId]': { ...configure, ids: { ruleId: 'incident-rule' } },
  'DELETE /api/v1/incident-rules/[ruleId]': { ...configure, ids: { ruleId: 'incident-rule-to-delete' } },
  'GET /api/v1/parent-incidents': read,
  'POST /api/v1/parent-incidents': act,
  'GET /api/v1/parent-incidents/[parentId]': { ...read, ...parent },
  'PATCH /api/v1/parent-incidents/[parentId]': { ...act, ...parent },
  'POST /api/v1/parent-incidents/[parentId]/status': { ...act, ...parent },
} as const satisfies Record<string, RouteRight>
