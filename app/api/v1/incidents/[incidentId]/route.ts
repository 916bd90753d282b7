import { editIncident } from '#lib/incidents/acts/edit.server.ts'
import { changedIncidentSchema, incidentDetailSchema, incidentSchema } from '#lib/incidents/api-contract.ts'
import { readIncident } from '#lib/incidents/reading/read-incidents.server.ts'
import { found, route } from '../../../door.ts'
import { incidentParams } from '../../../incident-params.ts'

export const GET = route(
  'GET /api/v1/incidents/[incidentId]',
  { params: incidentParams, respond: incidentDetailSchema },
  async ({ member, params, now }) => found(await readIncident(member, params.incidentId, now)),
)

export const PATCH = route(
  'PATCH /api/v1/incidents/[incidentId]',
  { params: incidentParams, body: changedIncidentSchema, respond: incidentSchema },
  ({ member, params, body, now }) => editIncident(member, params.incidentId, body, now),
)
