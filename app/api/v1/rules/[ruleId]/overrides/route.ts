import { overridesSchema } from '#lib/alerting/rules/contract.ts'
import { readOverrides } from '#lib/alerting/rules/overrides.server.ts'
import { found, idParams, route } from '../../../../door.ts'

export const GET = route(
  'GET /api/v1/rules/[ruleId]/overrides',
  { params: idParams('ruleId'), respond: overridesSchema },
  async ({ member, params }) => ({ overrides: found(await readOverrides(member.scope, params.ruleId)) }),
)
