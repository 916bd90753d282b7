import { z } from 'zod'
import { changedRuleSchema, ruleViewSchema } from '#lib/alerting/rules/contract.ts'
import { readRule } from '#lib/alerting/rules/read-rules.server.ts'
import { changeRule, deleteRule } from '#lib/alerting/rules/write-rule.server.ts'
import { found, idParams, route } from '../../../door.ts'

export const GET = route(
  'GET /api/v1/rules/[ruleId]',
  { params: idParams('ruleId'), respond: ruleViewSchema },
  async ({ member, params }) => found(await readRule(member.scope, params.ruleId)),
)

export const PUT = route(
  'PUT /api/v1/rules/[ruleId]',
  { params: idParams('ruleId'), body: changedRuleSchema, respond: ruleViewSchema },
  ({ member, params, body, now }) => changeRule(member, params.ruleId, body, now),
)

export const DELETE = route(
  'DELETE /api/v1/rules/[ruleId]',
  { params: idParams('ruleId'), respond: z.object({ deleted: z.literal(true) }) },
  async ({ member, params, now }) => {
    await deleteRule(member, params.ruleId, now)
    return { deleted: true as const }
  },
)
