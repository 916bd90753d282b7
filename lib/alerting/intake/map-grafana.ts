import { z } from 'zod'
import { bag, text, textBag, textOrNumber, webLink } from './foreign.ts'
import { grade } from './grade.ts'
import { mapAlert, mapAlerts } from './map-alertmanager.ts'
import { mapGeneric } from './map-generic.ts'
import { ignoring, type MappedAlert, type Mapping, type MappingContext, nothing, plainAlert } from './mapped.ts'

/** Grafana's webhook, version "1": https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/ */
const messageSchema = z.object({
  version: textOrNumber,
  orgId: textOrNumber,
  externalURL: text,
  truncatedAlerts: z.number().catch(0),
  alerts: z.array(z.unknown()),
})
/** Grafana up to 8: one rule in one message. */
const legacySchema = z.object({
  ruleId: z.union([z.number(), z.string()]),
  orgId: textOrNumber,
  ruleName: text,
  ruleUrl: text,
  title: text,
  message: text,
  state: z.string(),
  evalMatches: z.array(bag).catch([]),
  tags: textBag,
})

export function mapGrafana(body: unknown, context: MappingContext): Mapping {
  const message = messageSchema.safeParse(body)
  if (message.success && message.data.version === '1') return mapUnified(message.data, context)
  const legacy = legacySchema.safeParse(body)
  return legacy.success ? mapLegacy(legacy.data, context) : mapGeneric(body, context)
}

function mapUnified(message: z.infer<typeof messageSchema>, context: MappingContext): Mapping {
  return mapAlerts(message, (alert, given) =>
    withGrafana(mapAlert(alert, message.externalURL, context), given, message.orgId),
  )
}

/** Panel and dashboard links, the values, and why it fires when it is not the value. */
function withGrafana(alert: MappedAlert, given: Record<string, unknown>, orgId: string): MappedAlert {
  const annotations = textBag.parse(given.annotations)
  const why = reasonOf(annotations.grafana_state_reason ?? '', alert.labels.alertname ?? '')
  const links = [
    ['Dashboard', given.dashboardURL],
    ['Panel', given.panelURL],
    ['Silence there', given.silenceURL],
  ].flatMap(([label, url]) => {
    const link = webLink(text.parse(url))
    return link ? [{ label: String(label), url: link }] : []
  })
  const values = Object.values(bag.parse(given.values)).filter((one) => typeof one === 'number')
  return {
    ...alert,
    key: orgId === '' || orgId === '1' ? alert.key : `org${orgId}:${alert.key}`,
    title: why === null || alert.action === 'resolve' ? alert.title : titleWithout(alert, why),
    value: values.length === 1 ? (values[0] ?? null) : null,
    reason: why ?? alert.reason,
    facts: { ...alert.facts, ...(why ? { reason: why } : {}), ...(links.length > 0 ? { links } : {}) },
  }
}

/** NoData and Error arrive as ordinary firing alerts with names of their own. */
function reasonOf(stateReason: string, alertname: string): string | null {
  if (/^NoData/i.test(stateReason) || alertname === 'DatasourceNoData') return 'no_data'
  if (/^Error/i.test(stateReason) || alertname === 'DatasourceError') return 'error'
  if (/^MissingSeries/i.test(stateReason)) return 'missing_series'
  return null
}

const prefixes: Record<string, string> = {
  no_data: 'No data',
  error: 'Cannot be evaluated',
  missing_series: 'Its series is gone',
}

function titleWithout({ title, labels }: MappedAlert, why: string): string {
  const isStandIn = labels.alertname === 'DatasourceNoData' || labels.alertname === 'DatasourceError'
  const name = (isStandIn && labels.rulename) || title
  return `${prefixes[why] ?? why}: ${name}`
}

function mapLegacy(legacy: z.infer<typeof legacySchema>, { settings }: MappingContext): Mapping {
  const title = legacy.ruleName || legacy.title
  if (legacy.state === 'paused' || legacy.state === 'pending')
    return ignoring(title, `The rule is ${legacy.state} in Grafana.`)
  if (legacy.state === 'no_data' && settings.noData === 'keep')
    return ignoring(title, 'No data in Grafana: nothing changes (a setting of this integration).')
  const isOver = legacy.state === 'ok'
  const value = legacy.evalMatches[0]?.value
  const alert: MappedAlert = {
    ...plainAlert,
    action: isOver ? 'resolve' : 'trigger',
    key: `legacy:${legacy.orgId}:${legacy.ruleId}`,
    severity: grade(legacy.tags.severity ?? '', settings),
    title: legacy.state === 'no_data' ? `No data: ${title}` : title,
    summary: legacy.message,
    labels: legacy.tags,
    app: legacy.tags.app ?? null,
    region: legacy.tags.region ?? null,
    value: typeof value === 'number' ? value : null,
    sourceUrl: webLink(legacy.ruleUrl),
    reason: isOver ? 'source' : legacy.state === 'no_data' ? 'no_data' : null,
  }
  return { ...nothing, alerts: [alert] }
}
