'use client'

import { useQuery } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { customersSchema } from '#lib/access/contract.ts'

export const forAllWords = 'All customers'

/** The customers in scope, and how to call one. */
export function useCustomers() {
  const { data, isPending } = useQuery({
    queryKey: ['customers'],
    queryFn: ({ signal }) => api('/api/v1/customers', customersSchema, { signal }),
    staleTime: 60_000,
  })
  const customers = data?.customers ?? []
  const nameOf = (idOrSlug: string | null) =>
    idOrSlug === null
      ? forAllWords
      : (customers.find(({ id, slug }) => id === idOrSlug || slug === idOrSlug)?.name ?? idOrSlug)
  return { customers, nameOf, isPending }
}

/** What belongs to the customer the screen is narrowed to: their own and what serves all. */
export const isInScope = (customerId: string | null, scoped: string | null): boolean =>
  scoped === null || customerId === null || customerId === scoped
