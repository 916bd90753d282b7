'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#components/query/api.ts'
import { useAddress } from '#components/query/use-address.ts'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { incidentListSchema } from '#lib/incidents/api-contract.ts'
import { incidentListKey } from './incident-cache.ts'
import { type ListAsked, listAddress, readAsked } from './list-asked.ts'

const pollMs = 10_000

/** Which incidents the screen shows; all of it in the address, so that a link shows the same. */
export function useListAsked() {
  const [query, change] = useAddress()
  const customer = useScopedCustomer()
  const asked = useMemo(() => readAsked(query, customer), [query, customer])
  const choose = (given: Readonly<Record<string, string | null>>) =>
    change((next) => {
      for (const [name, value] of Object.entries(given))
        if (value === null || value === '') next.delete(name)
        else next.set(name, value)
    })
  return { asked, choose }
}

/** The incidents of a view, asked for anew at times even while nothing tells of a change. */
export function useIncidents(asked: ListAsked) {
  const list = useInfiniteQuery({
    queryKey: [...incidentListKey, asked],
    queryFn: ({ pageParam, signal }) => api(listAddress(asked, pageParam), incidentListSchema, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: pollMs,
  })
  const incidents = useMemo(() => list.data?.pages.flatMap((page) => page.incidents) ?? [], [list.data])
  const [first] = list.data?.pages ?? []
  return { list, incidents, counts: first?.counts ?? null, at: first?.at ?? null }
}
