'use client'

import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#components/query/api.ts'

const peopleSchema = z.object({ people: z.array(z.object({ memberId: z.string(), name: z.string() })) })

/** Everybody who can be told or put on call: staff that is not disabled. */
export function usePeople() {
  const told = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => api('/api/v1/people', peopleSchema, { signal }),
    staleTime: 60_000,
  })
  const people = told.data?.people ?? []
  const nameOf = (memberId: string) =>
    people.find((person) => person.memberId === memberId)?.name ?? 'Somebody who is gone'
  return { people, nameOf, failed: told.isError, isPending: told.isPending }
}
