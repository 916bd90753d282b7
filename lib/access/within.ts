import { Refused } from '#lib/errors.ts'
import type { TenantScope } from './member.ts'

/** The customer id, if the scope holds it; else the same refusal that a customer who does not exist gets. */
export function within(scope: TenantScope, customerId: string): string {
  const id = customerId.toLowerCase()
  if (!scope.customerIds.includes(id)) throw new Refused('not-found', 'No such thing.')
  return id
}
