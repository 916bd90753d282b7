import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { AlertDetail, AlertView, Inbox } from '#lib/alerting/alerts/contract.ts'

/** Everything about alerts in the query cache stands under this word, so that news renew all of it. */
export const alertsKey = ['alerts'] as const
export const inboxKey = [...alertsKey, 'inbox'] as const
export const waitingKey = [...alertsKey, 'waiting'] as const
export const alertKey = (alertId: string) => [...alertsKey, 'one', alertId] as const
export const messagesKey = (alertId: string) => [...alertsKey, 'messages', alertId] as const
export const seriesKey = (alertId: string) => [...alertsKey, 'series', alertId] as const

/** Puts an alert where it is shown. `older` lets a change be taken back. */
export function putAlert(client: QueryClient, alert: AlertView, older = false) {
  const newer = (known: AlertView) =>
    known.alertId === alert.alertId && (older || alert.version >= known.version) ? alert : known
  client.setQueriesData<InfiniteData<Inbox>>({ queryKey: inboxKey }, (data) =>
    data ? { ...data, pages: data.pages.map((page) => ({ ...page, alerts: page.alerts.map(newer) })) } : data,
  )
  client.setQueryData<AlertDetail>(alertKey(alert.alertId), (data) =>
    data ? { ...data, alert: newer(data.alert) } : data,
  )
}
