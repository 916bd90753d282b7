import { isCustomerRole, type Member } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { Refused } from '#lib/errors.ts'

/** Whose page is asked for: a customer user's own, for staff any in scope, by name. Then both read with the same rights. */
export function statusCustomer({ role, scope }: Member, asked: string | null): string {
  if (asked !== null) return within(scope, asked)
  const own = scope.customerIds[0]
  if (isCustomerRole(role) && own !== undefined) return own
  if (isCustomerRole(role)) throw new Refused('not-found', 'No such thing.')
  throw new Refused('bad-request', 'Say which customer: ?customer=…')
}
