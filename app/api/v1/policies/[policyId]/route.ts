import { changedPolicySchema, deletedSchema, policySchema } from '#lib/notifications/contract.ts'
import { changePolicy, deletePolicy } from '#lib/notifications/escalation/policies.server.ts'
import { idParams, route } from '../../../door.ts'

export const PUT = route(
  'PUT /api/v1/policies/[policyId]',
  { params: idParams('policyId'), body: changedPolicySchema, respond: policySchema },
  ({ member, params, body, now }) => changePolicy(member, params.policyId, body, now),
)

export const DELETE = route(
  'DELETE /api/v1/policies/[policyId]',
  { params: idParams('policyId'), respond: deletedSchema },
  ({ member, params, now }) => deletePolicy(member, params.policyId, now),
)
