'use client'

import { useQuery } from '@tanstack/react-query'
import { ApiProblem, api } from '#components/query/api.ts'
import { alertDetailSchema, alertSeriesSchema } from '#lib/alerting/alerts/contract.ts'
import { messagesSchema } from '#lib/notifications/contract.ts'
import { alertKey, messagesKey, seriesKey } from './alert-cache.ts'

const of = (alertId: string) => `/api/v1/alerts/${encodeURIComponent(alertId)}`

/** One alert with its events, notes and people. */
export function useAlert(alertId: string | null) {
  return useQuery({
    queryKey: alertKey(alertId ?? ''),
    queryFn: ({ signal }) => api(of(alertId ?? ''), alertDetailSchema, { signal }),
    enabled: alertId !== null,
    refetchInterval: (query) => (isMissing(query.state.error) ? false : 5_000),
  })
}

/** Not there, or not for this person: asking again will not help. */
export const isMissing = (problem: unknown): boolean =>
  problem instanceof ApiProblem && problem.status === 404

/** What was told to whom about it. */
export function useMessages(alertId: string) {
  return useQuery({
    queryKey: messagesKey(alertId),
    queryFn: ({ signal }) => api(`${of(alertId)}/messages`, messagesSchema, { signal }),
    refetchInterval: 10_000,
  })
}

/** What its rule measured around the episode. */
export function useAlertSeries(alertId: string) {
  return useQuery({
    queryKey: seriesKey(alertId),
    queryFn: ({ signal }) => api(`${of(alertId)}/series`, alertSeriesSchema, { signal }),
    refetchInterval: 30_000,
  })
}
