import { alertUrl, headline } from './facts.ts'
import type { AlertInMessage, Message } from './message.ts'
import { plain } from './plain.ts'

/** What an outgoing webhook gets: one request a kind of event, each alert with its own state. */
export type WebhookEvent = { id: string; body: string }
export type WebhookType =
  | 'alert.fired'
  | 'alert.acknowledged'
  | 'alert.resolved'
  | 'earshot.test'
  | 'earshot.notice'

export function webhookEvents(message: Message): WebhookEvent[] {
  if (message.alerts.length === 0) {
    const type = message.kind === 'notice' ? 'earshot.notice' : 'earshot.test'
    return [event(message, type, [])]
  }
  const types = new Map<WebhookType, AlertInMessage[]>()
  for (const alert of message.alerts) {
    const type = typeOf(alert)
    types.set(type, [...(types.get(type) ?? []), alert])
  }
  return [...types].map(([type, alerts]) => event(message, type, alerts))
}

function typeOf({ state }: AlertInMessage): WebhookType {
  if (state === 'resolved') return 'alert.resolved'
  return state === 'acknowledged' ? 'alert.acknowledged' : 'alert.fired'
}

/** The id stays the same over retries: who keeps it drops repeats. */
function event(message: Message, type: WebhookType, alerts: AlertInMessage[]): WebhookEvent {
  const data = {
    headline: headline({ ...message, alerts }),
    text: message.text,
    reason: message.reason,
    transition: message.transition,
    possibleRepeat: message.possibleRepeat,
    subjectId: message.subjectId,
    alerts: alerts.map((alert) => alertData(alert, message.baseUrl)),
  }
  return {
    id: `msg_${message.outboxId}_${type.split('.')[1]}`,
    body: JSON.stringify({ type, timestamp: new Date(message.createdAt).toISOString(), data }),
  }
}

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

function alertData(alert: AlertInMessage, baseUrl: string) {
  const { startedAt, openedAt, resolvedAt, snoozedUntil, title, summary, ...same } = alert
  return {
    ...same,
    title: plain(title, 500),
    summary: plain(summary, 2_000),
    startedAt: iso(startedAt),
    openedAt: iso(openedAt),
    resolvedAt: iso(resolvedAt),
    snoozedUntil: iso(snoozedUntil),
    url: alertUrl(baseUrl, alert),
  }
}
