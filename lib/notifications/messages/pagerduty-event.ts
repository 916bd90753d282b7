import type { AlertSeverity } from '#lib/alerting/severity.ts'
import { alertUrl, factsOf, headline, repeatWords } from './facts.ts'
import type { AlertInMessage, Message } from './message.ts'
import { plain } from './plain.ts'

/** PagerDuty Events v2. The dedup key is the alert's id, so that a repeat is the same alert there. */
const severities: Record<AlertSeverity, string> = {
  critical: 'critical',
  major: 'error',
  minor: 'warning',
  info: 'info',
}

export type PagerDutyEvent = Record<string, unknown> & {
  event_action: 'trigger' | 'acknowledge' | 'resolve'
  dedup_key: string
}

/** One event an alert: PagerDuty knows no groups. */
export function pagerDutyEvents(message: Message): PagerDutyEvent[] {
  if (message.alerts.length > 0) return message.alerts.map((alert) => eventOf(alert, message))
  const dedup_key = `earshot-${message.outboxId}`
  const passes = message.kind === 'test' || message.kind === 'canary' // is seen to work, and closes itself
  return [
    {
      event_action: 'trigger',
      dedup_key,
      client: 'Earshot',
      client_url: message.baseUrl,
      payload: {
        summary: plain(message.text ?? headline(message), 1_000),
        source: 'Earshot',
        severity: 'info',
      },
    },
    ...(passes ? [{ event_action: 'resolve' as const, dedup_key }] : []),
  ]
}

function eventOf(alert: AlertInMessage, message: Message): PagerDutyEvent {
  const dedup_key = alert.alertId
  if (alert.state === 'resolved') return { event_action: 'resolve', dedup_key }
  if (alert.state === 'acknowledged') return { event_action: 'acknowledge', dedup_key }
  const facts = factsOf(alert, message.at).map(({ label, value }) => [label, plain(value, 500)])
  const repeat = message.possibleRepeat ? ` (${repeatWords})` : ''
  return {
    event_action: 'trigger',
    dedup_key,
    client: 'Earshot',
    client_url: alertUrl(message.baseUrl, alert),
    links: [{ href: alertUrl(message.baseUrl, alert), text: 'Open in Earshot' }],
    payload: {
      summary: plain(`${alert.customerName} – ${alert.title}`, 1_000) + repeat,
      source: plain([alert.customerName, alert.appName, alert.region].filter(Boolean).join(' / '), 250),
      severity: severities[alert.severity],
      timestamp: new Date(alert.startedAt).toISOString(),
      component: alert.appName === null ? undefined : plain(alert.appName, 100),
      custom_details: { ...Object.fromEntries(facts), reason: plain(message.reason) },
    },
  }
}
