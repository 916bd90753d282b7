import {
  incidentListQuerySchema,
  incidentListSchema,
  incidentSchema,
  newIncidentSchema,
} from '#lib/incidents/api-contract.ts'
import { createIncident } from '#lib/incidents/opening/create-incident.server.ts'
import { readIncidents } from '#lib/incidents/reading/read-incidents.server.ts'
import { route } from '../../door.ts'

export const GET = route(
  'GET /api/v1/incidents',
  { query: incidentListQuerySchema, respond: incidentListSchema },
  ({ member, query, now }) => readIncidents(member, query, now),
)

export const POST = route(
  'POST /api/v1/incidents',
  { body: newIncidentSchema, respond: incidentSchema, status: 201 },
  ({ member, body, now }) => createIncident(member, body, now),
)
