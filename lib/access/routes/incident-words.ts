import type { RouteRight } from '../route-right.ts'

const read = { permission: 'incident:read', tenant: 'scope' } as const
const act = { permission: 'incident:act', tenant: 'scope' } as const
const publish = { permission: 'update:publish', tenant: 'scope' } as const
const configure = { permission: 'incident:configure', tenant: 'scope' } as const
const template = { ids: { templateId: 'update-template' } } as const
const incident = { ids: { incidentId: 'incident' } } as const
const note = { ids: { noteId: 'incident-note' } } as const
const update = { ids: { updateId: 'incident-update' } } as const

/** The routes about notes, customer updates and their templates. */
export const incidentWordRoutes = {
  'GET /api/v1/incidents/[incidentId]/notes': { ...read, ...incident },
  'POST /api/v1/incidents/[incidentId]/notes': { ...act, ...incident },
  'PUT /api/v1/incident-notes/[noteId]': { ...act, ...note },
  'DELETE /api/v1/incident-notes/[noteId]': { ...act, ...note },
  'GET /api/v1/incident-notes/[noteId]/revisions': { ...read, ...note },
  'GET /api/v1/incidents/[incidentId]/updates': { ...read, ...incident },
  'POST /api/v1/incidents/[incidentId]/updates': { ...act, ...incident },
  'POST /api/v1/incidents/[incidentId]/updates/draft': { ...act, ...incident },
  'POST /api/v1/incident-updates/check': act,
  'PUT /api/v1/incident-updates/[updateId]': { ...publish, ...update },
  'DELETE /api/v1/incident-updates/[updateId]': { ...act, ...update },
  'POST /api/v1/incident-updates/[updateId]/publish': { ...publish, ...update },
  'POST /api/v1/incident-updates/[updateId]/withdraw': { ...publish, ...update },
  'GET /api/v1/incident-updates/[updateId]/preview': { ...read, ...update },
  'GET /api/v1/update-templates': read,
  'POST /api/v1/update-templates': configure,
  'PUT /api/v1/update-templates/[templateId]': { ...configure, ...template },
  'DELETE /api/v1/update-templates/[templateId]': { ...configure, ...template },
} as const satisfies Record<string, RouteRight>
