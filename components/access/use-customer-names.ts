'use client'

import { useCustomers } from '#components/notifications/shared/use-customers.ts'

const listed = 4

/** Names of these customers in one line; the first few where they are many. */
export function useCustomerNames(ids: readonly string[]): string {
  const { customers } = useCustomers()
  const names = customers.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
  const more = names.length - listed
  return more > 0 ? `${names.slice(0, listed).join(', ')} and ${more} more` : names.join(', ')
}
