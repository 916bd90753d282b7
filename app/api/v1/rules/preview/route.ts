import { previewRequestSchema, previewSchema } from '#lib/alerting/rules/contract.ts'
import { previewRule } from '#lib/alerting/rules/preview/preview-rule.server.ts'
import { route } from '../../../door.ts'

export const POST = route(
  'POST /api/v1/rules/preview',
  { body: previewRequestSchema, respond: previewSchema },
  ({ member, body, now }) => previewRule(member.scope, body, now),
)
