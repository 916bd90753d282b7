import type { Member } from '#lib/access/member.ts'
import { Refused } from '#lib/errors.ts'
import type { PreviewAsked, PreviewReply } from '../contract.ts'
import { clean } from '../foreign.ts'
import { mapDelivery } from '../map-delivery.ts'
import { type Mapping, needsMapping } from '../mapped.ts'
import { placesOf, valueAt } from '../pointer.ts'
import { readJsonBytes } from '../read-json.ts'
import { findApp } from '../to-signal.ts'
import { readApps, readDelivery, readIntegrations } from './store.server.ts'

const mostPreviewed = 50

/** What a payload would make, with a mapping that may not be saved yet. Writes nothing. */
export async function previewPayload(
  member: Member,
  integrationId: string,
  asked: PreviewAsked,
  now: Date,
): Promise<PreviewReply> {
  const [integration] = await readIntegrations(member.scope, integrationId)
  if (!integration) throw new Refused('not-found', 'No such thing.')
  const { bytes, headers } = await payloadOf(member, integrationId, asked)
  const read = readJsonBytes(bytes)
  const mapping = asked.mapping === undefined ? integration.settings.mapping : asked.mapping
  const context = { settings: { ...integration.settings, mapping }, receivedAt: now.getTime(), headers }
  const mapped = 'body' in read ? mapDelivery(integration.kind, read.body, context) : needsMapping(read.problem)
  const apps = await readApps(member.scope, integration.customerId)
  const root = 'body' in read ? firstItem(read.body, mapping?.each ?? '') : null
  return {
    alerts: mapped.alerts.slice(0, mostPreviewed).map((alert) => shown(alert, apps)),
    notes: [...mapped.notes, ...mapped.ignored.map(({ title, why }) => `${title}: ${why}`)].slice(0, mostPreviewed),
    problem: mapped.problem,
    paths: placesOf(root).map(({ path, example }) => ({ path, example: clean(example, 100) })),
  }
}

/** Paths begin at an element of the list, once there is one. */
function firstItem(body: unknown, each: string): unknown {
  const list = each === '' ? body : valueAt(body, each)
  return each !== '' && Array.isArray(list) ? list[0] : body
}

async function payloadOf(member: Member, integrationId: string, { payload, deliveryId }: PreviewAsked) {
  if (deliveryId === undefined) return { bytes: new TextEncoder().encode(payload ?? ''), headers: {} }
  const delivery = await readDelivery(member.scope, deliveryId)
  if (!delivery || delivery.integrationId !== integrationId) throw new Refused('not-found', 'No such thing.')
  return { bytes: delivery.raw, headers: delivery.headers }
}

function shown(alert: Mapping['alerts'][number], apps: Parameters<typeof findApp>[0]): PreviewReply['alerts'][number] {
  const labels = Object.entries(alert.labels).slice(0, 40)
  return {
    action: alert.action,
    title: clean(alert.title, 300),
    summary: clean(alert.summary, 2_000),
    severity: alert.severity,
    key: clean(alert.key, 300),
    app: alert.app === null ? null : clean(alert.app, 100),
    appFound: findApp(apps, alert.app) !== null,
    region: alert.region === null ? null : clean(alert.region, 100),
    url: alert.sourceUrl,
    labels: Object.fromEntries(labels.map(([name, value]) => [clean(name, 80), clean(value, 300)])),
  }
}
