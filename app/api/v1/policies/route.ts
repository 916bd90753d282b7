import { newPolicySchema, policiesSchema, policySchema } from '#lib/notifications/contract.ts'
import { addPolicy, listPolicies } from '#lib/notifications/escalation/policies.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/policies', { respond: policiesSchema }, ({ member }) =>
  listPolicies(member),
)

export const POST = route(
  'POST /api/v1/policies',
  { body: newPolicySchema, respond: policySchema, status: 201 },
  ({ member, body, now }) => addPolicy(member, body, now),
)
