import { z } from 'zod'
import { overrideViewSchema, ruleOverrideSchema } from '#lib/alerting/rules/contract.ts'
import { removeOverride, writeOverride } from '#lib/alerting/rules/overrides.server.ts'
import { route } from '../../../../../door.ts'

const id = z.uuid().transform((text) => text.toLowerCase())
const params = z.strictObject({ ruleId: id, customerId: id })

export const PUT = route(
  'PUT /api/v1/rules/[ruleId]/overrides/[customerId]',
  { params, body: ruleOverrideSchema, respond: overrideViewSchema },
  ({ member, params, body, now }) => writeOverride(member, params, body, now),
)

export const DELETE = route(
  'DELETE /api/v1/rules/[ruleId]/overrides/[customerId]',
  { params, respond: z.object({ deleted: z.literal(true) }) },
  async ({ member, params, now }) => {
    await removeOverride(member, params, now)
    return { deleted: true as const }
  },
)
