'use client'

import { useQuery } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { peopleSchema } from '#lib/access/contract.ts'

/** Everybody who can be told or put on call: staff that is not disabled. */
export function usePeople() {
  const told = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => api('/api/v1/people', peopleSchema, { signal }),
    staleTime: 60_000,
  })
  const people = told.data?.people ?? []
  const nameOf = (memberId: string) =>
    people.find((person) => person.memberId === memberId)?.name ?? 'Somebody you do not share a customer with'
  return { people, nameOf, failed: told.isError, isPending: told.isPending }
}
