'use client'

import { useQuery } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { incidentStatusesSchema } from '#lib/incidents/api-contract.ts'
import type { IncidentStatus } from '#lib/incidents/contract.ts'

export const statusesKey = ['incident-statuses'] as const

/** What the MSP calls each status. */
export const useStatuses = () =>
  useQuery({
    queryKey: statusesKey,
    queryFn: ({ signal }) => api('/api/v1/incident-statuses', incidentStatusesSchema, { signal }),
    staleTime: 60_000,
    retry: false,
  })

/** The label of any status; its own word until the labels are read. */
export function useStatusLabel(): (status: IncidentStatus) => string {
  const statuses = useStatuses().data?.statuses
  return (status) => statuses?.find(({ key }) => key === status)?.label ?? ownWord(status)
}

const ownWord = (status: string) => {
  const words = status.replaceAll('-', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
