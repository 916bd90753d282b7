import type { RouteRight } from '../route-right.ts'

const read = { permission: 'rule:read', tenant: 'scope' } as const
const write = { permission: 'rule:write', tenant: 'scope' } as const
const rule = { ids: { ruleId: 'rule' } } as const
const override = { ids: { ruleId: 'rule', customerId: 'customer' } } as const

/** The routes about alert rules. */
export const ruleRoutes = {
  'GET /api/v1/rules': { ...read, queryIds: { customer: 'customer' } },
  'POST /api/v1/rules': write,
  'POST /api/v1/rules/preview': read,
  'GET /api/v1/rules/[ruleId]': { ...read, ...rule },
  'PUT /api/v1/rules/[ruleId]': { ...write, ...rule },
  'DELETE /api/v1/rules/[ruleId]': { ...write, ids: { ruleId: 'rule-to-delete' } },
  'GET /api/v1/rules/[ruleId]/overrides': { ...read, ...rule },
  'PUT /api/v1/rules/[ruleId]/overrides/[customerId]': { ...write, ...override },
  'DELETE /api/v1/rules/[ruleId]/overrides/[customerId]': { ...write, ...override },
} as const satisfies Record<string, RouteRight>
