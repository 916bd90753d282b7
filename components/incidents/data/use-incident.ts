'use client'

import { useQuery } from '@tanstack/react-query'
import { ApiProblem, api } from '#components/query/api.ts'
import { incidentDetailSchema } from '#lib/incidents/api-contract.ts'
import { incidentKey } from './incident-cache.ts'

export const incidentPath = (id: string) => `/api/v1/incidents/${encodeURIComponent(id)}`

/** Not there, or not for this person: asking again will not help. */
export const isMissing = (problem: unknown): boolean =>
  problem instanceof ApiProblem && (problem.status === 404 || problem.status === 400)

/** One incident with its whole life. */
export function useIncident(reference: string) {
  return useQuery({
    queryKey: incidentKey(reference),
    queryFn: ({ signal }) => api(incidentPath(reference), incidentDetailSchema, { signal }),
    refetchInterval: (query) => (isMissing(query.state.error) ? false : 10_000),
  })
}
