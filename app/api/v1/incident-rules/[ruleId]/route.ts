import { z } from 'zod'
import { changedIncidentRuleSchema, incidentRuleSchema } from '#lib/incidents/api-contract.ts'
import { changeIncidentRule, deleteIncidentRule } from '#lib/incidents/rules/manage.server.ts'
import { idParams, route } from '../../../door.ts'

export const PUT = route(
  'PUT /api/v1/incident-rules/[ruleId]',
  { params: idParams('ruleId'), body: changedIncidentRuleSchema, respond: incidentRuleSchema },
  ({ member, params, body, now }) => changeIncidentRule(member, params.ruleId, body, now),
)

export const DELETE = route(
  'DELETE /api/v1/incident-rules/[ruleId]',
  {
    params: idParams('ruleId'),
    body: z.strictObject({ version: z.number().int().optional() }),
    respond: z.object({ deleted: z.literal(true) }),
  },
  async ({ member, params, body, now }) => {
    await deleteIncidentRule(member, params.ruleId, body, now)
    return { deleted: true as const }
  },
)
