import type { Signal } from '../alerts/signal.ts'
import { clean } from './foreign.ts'
import type { MappedAlert } from './mapped.ts'
import type { IntegrationKind, IntegrationSettings } from './settings.ts'

/** Whose alert it is, and where it hangs. */
export type SignalContext = {
  customerId: string
  customerSlug: string
  integration: { id: string; kind: IntegrationKind; name: string; settings: IntegrationSettings }
  app: { id: string; slug: string } | null
  receivedAt: Date
  dedupKey: string
}

const mostLabels = 40

/** A mapped alert as a signal; null for a mere note. The texts are cut and freed of what could hide or turn text around. */
export function toSignal(alert: MappedAlert, context: SignalContext): Signal | null {
  const { integration, receivedAt, customerId, app } = context
  if (alert.action === 'note') return null
  const region = alert.region === null ? null : clean(alert.region, 100)
  const title = clean(alert.title, 300) || 'An alert without a title'
  return {
    action: alert.action,
    customerId,
    dedupKey: context.dedupKey,
    source: integration.kind,
    ruleId: null,
    ruleName: null,
    integrationId: integration.id,
    severity: alert.severity,
    title,
    summary: clean(alert.summary, 2_000) || `${integration.name} says: ${title}`,
    labels: labelsOf(alert, context, region),
    facts: factsOf(alert),
    appId: app?.id ?? null,
    region,
    sessionId: null,
    value: alert.value,
    threshold: alert.threshold,
    unit: alert.unit === null ? null : clean(alert.unit, 40),
    sourceUrl: alert.sourceUrl,
    startedAt: startOf(alert, receivedAt),
    at: alert.changedAt === null ? receivedAt : new Date(Math.min(alert.changedAt, receivedAt.getTime())),
    reason: alert.reason,
    reopenWindowMs: integration.settings.reopenWindowMs,
    ackTimeoutMs: null,
    autoResolve: true,
  }
}

/** A sender's clock that runs ahead must not make an alert of the future. */
function startOf({ startedAt, changedAt }: MappedAlert, receivedAt: Date): Date {
  return new Date(Math.min(startedAt ?? changedAt ?? receivedAt.getTime(), receivedAt.getTime()))
}

/** Ours are closed names; the sender's go under `label.`. */
function labelsOf(alert: MappedAlert, context: SignalContext, region: string | null): Record<string, string> {
  const labels: Record<string, string> = {
    customer: context.customerSlug,
    severity: alert.severity,
    source: context.integration.kind,
  }
  if (context.app) labels.app = context.app.slug
  if (region) labels.region = region
  for (const [given, value] of Object.entries(alert.labels).slice(0, mostLabels)) {
    const name = given.replace(/[^\w.:/-]/g, '_').slice(0, 80)
    if (name !== '') labels[`label.${name}`] = clean(value, 300)
  }
  return labels
}

function factsOf({ facts }: MappedAlert): Signal['facts'] {
  return {
    ...facts,
    ...(facts.because === undefined ? {} : { because: clean(facts.because, 2_000) }),
    ...(facts.metric === undefined ? {} : { metric: clean(facts.metric, 200) }),
    ...(facts.links === undefined ? {} : { links: facts.links.slice(0, 10) }),
  }
}

/** The app that a sender means by its short name, id or name. */
export function findApp<App extends { id: string; slug: string; name: string }>(
  apps: readonly App[],
  said: string | null,
): App | null {
  if (said === null || said === '') return null
  const plain = said.trim().toLowerCase()
  return (
    apps.find(({ slug, id }) => slug === plain || id === plain) ??
    apps.find(({ name }) => name.toLowerCase() === plain) ??
    null
  )
}
