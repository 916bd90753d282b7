import { z } from 'zod'
import { within } from '#lib/access/within.ts'
import { newRuleSchema, rulesSchema, ruleViewSchema } from '#lib/alerting/rules/contract.ts'
import { readRules } from '#lib/alerting/rules/read-rules.server.ts'
import { addRule } from '#lib/alerting/rules/write-rule.server.ts'
import { route } from '../../door.ts'

export const GET = route(
  'GET /api/v1/rules',
  { query: z.strictObject({ customer: z.uuid().optional() }), respond: rulesSchema },
  async ({ member: { scope }, query: { customer } }) => ({
    rules: await readRules(scope, customer === undefined ? null : within(scope, customer)),
  }),
)

export const POST = route(
  'POST /api/v1/rules',
  { body: newRuleSchema, respond: ruleViewSchema, status: 201 },
  ({ member, body, now }) => addRule(member, body, now),
)
