'use client'

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#components/query/api.ts'
import { useAddress } from '#components/query/use-address.ts'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { type InboxView, inboxSchema, inboxViews, waitingSchema } from '#lib/alerting/alerts/contract.ts'
import { type AlertSeverity, alertSeverities } from '#lib/alerting/severity.ts'
import { inboxKey, waitingKey } from './alert-cache.ts'

const pollMs = 5_000

export type InboxAsked = {
  view: InboxView
  customer: string | null
  severity: AlertSeverity | null
  app: string | null
  rule: string | null
  q: string
}

/** Which alerts the screen shows; all of it in the address, so that a link shows the same. */
export function useInboxAsked() {
  const [query, change] = useAddress()
  const customer = useScopedCustomer()
  const asked = useMemo<InboxAsked>(
    () => ({
      view: inboxViews.find((view) => view === query.get('view')) ?? 'firing',
      customer,
      severity: alertSeverities.find((one) => one === query.get('severity')) ?? null,
      app: query.get('app'),
      rule: query.get('rule'),
      q: query.get('q') ?? '',
    }),
    [query, customer],
  )
  const choose = (name: 'view' | 'severity' | 'app' | 'rule' | 'q', value: string | null) =>
    change((next) => (value === null || value === '' ? next.delete(name) : next.set(name, value)))
  return { asked, choose }
}

export const isFiltered = ({ severity, app, rule, q }: InboxAsked): boolean =>
  severity !== null || app !== null || rule !== null || q !== ''

function inboxAddress(asked: InboxAsked, cursor: string): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...asked, cursor })) if (value) query.set(name, value)
  return `/api/v1/alerts?${query}`
}

/** The alerts of a view, asked for every few seconds even while nothing tells of a change. */
export function useInbox(asked: InboxAsked) {
  const list = useInfiniteQuery({
    queryKey: [...inboxKey, asked],
    queryFn: ({ pageParam, signal }) => api(inboxAddress(asked, pageParam), inboxSchema, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: pollMs,
  })
  const alerts = useMemo(() => list.data?.pages.flatMap((page) => page.alerts) ?? [], [list.data])
  const [first] = list.data?.pages ?? []
  return { list, alerts, counts: first?.counts ?? null, at: first?.at ?? null }
}

/** How many wait for somebody, over all customers of the member: for every page's rail, title and icon. */
export function useWaiting() {
  return useQuery({
    queryKey: waitingKey,
    queryFn: ({ signal }) => api('/api/v1/alerts/waiting', waitingSchema, { signal }),
    refetchInterval: 15_000,
    refetchIntervalInBackground: true,
  })
}
