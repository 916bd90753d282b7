import {
  incidentRuleSchema,
  incidentRulesSchema,
  newIncidentRuleSchema,
} from '#lib/incidents/api-contract.ts'
import { addIncidentRule, readIncidentRules } from '#lib/incidents/rules/manage.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/incident-rules', { respond: incidentRulesSchema }, ({ member }) =>
  readIncidentRules(member),
)

export const POST = route(
  'POST /api/v1/incident-rules',
  { body: newIncidentRuleSchema, respond: incidentRuleSchema, status: 201 },
  ({ member, body, now }) => addIncidentRule(member, body, now),
)
