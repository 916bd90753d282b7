import { z } from 'zod'
import { stableLabels } from '../labels.ts'
import { bag, text, textBag, textOrNumber, timeOf, webLink } from './foreign.ts'
import { grade } from './grade.ts'
import { mapGeneric } from './map-generic.ts'
import { type MappedAlert, type Mapping, type MappingContext, mostAlerts, plainAlert } from './mapped.ts'

/** Prometheus Alertmanager's webhook, version "4": https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
const alertmanagerAlertSchema = z.object({
  status: text,
  labels: textBag,
  annotations: textBag,
  startsAt: text,
  generatorURL: text,
  fingerprint: text,
})
type AlertmanagerAlert = z.infer<typeof alertmanagerAlertSchema>
const messageSchema = z.object({
  version: textOrNumber,
  receiver: text,
  externalURL: text,
  truncatedAlerts: z.number().catch(0),
  alerts: z.array(z.unknown()),
})

export function mapAlertmanager(body: unknown, context: MappingContext): Mapping {
  const message = messageSchema.safeParse(body)
  // a `payload` template replaces the whole body
  if (!message.success || message.data.version !== '4') return mapGeneric(body, context)
  return mapAlerts(message.data, (alert) => mapAlert(alert, message.data.externalURL, context))
}

/** Each alert by its own status: the group's stays "firing" while any of them does. */
export function mapAlerts(
  { alerts, truncatedAlerts }: { alerts: unknown[]; truncatedAlerts: number },
  map: (alert: AlertmanagerAlert, given: Record<string, unknown>) => MappedAlert,
): Mapping {
  const mapping: Mapping = { alerts: [], ignored: [], notes: [], problem: null }
  for (const given of alerts.slice(0, mostAlerts)) {
    const raw = bag.parse(given)
    const alert = alertmanagerAlertSchema.parse(raw)
    if (alert.status === 'firing' || alert.status === 'resolved') mapping.alerts.push(map(alert, raw))
    else mapping.ignored.push({ title: titleOf(alert), why: `Its status is "${alert.status}", neither firing nor resolved.` })
  }
  if (truncatedAlerts > 0)
    mapping.notes.push(
      `${truncatedAlerts} more were cut off by the sender. Nothing is known of them; they are not taken as over.`,
    )
  if (alerts.length > mostAlerts)
    mapping.notes.push(`Only the first ${mostAlerts} of ${alerts.length} alerts were taken.`)
  return mapping
}

export function mapAlert(alert: AlertmanagerAlert, externalUrl: string, context: MappingContext): MappedAlert {
  const { labels, annotations } = alert
  const isOver = alert.status === 'resolved'
  return {
    ...plainAlert,
    action: isOver ? 'resolve' : 'trigger',
    key: keyOf(alert),
    severity: grade(labels.severity ?? labels.priority ?? '', context.settings),
    title: titleOf(alert),
    summary: annotations.description ?? annotations.message ?? '',
    labels,
    app: labels.app ?? labels.earshot_app ?? null,
    region: labels.region ?? null,
    sourceUrl: webLink(alert.generatorURL) ?? webLink(externalUrl),
    startedAt: timeOf(alert.startsAt),
    reason: isOver ? 'source' : null,
    facts: factsOf(annotations),
  }
}

const titleOf = ({ labels, annotations }: AlertmanagerAlert) =>
  annotations.summary || annotations.title || labels.alertname || 'An alert without a name'

/** The fingerprint is Alertmanager's own hash of the labels. */
const keyOf = ({ fingerprint, labels }: AlertmanagerAlert) => fingerprint || `labels:${stableLabels(labels)}`

function factsOf(annotations: Record<string, string>) {
  const runbookUrl = webLink(annotations.runbook_url ?? annotations.runbook ?? '')
  return runbookUrl ? { runbookUrl } : {}
}
