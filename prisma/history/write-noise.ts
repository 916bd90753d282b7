import { seeded, seedOf } from '../../lib/simulator/random.ts'
import { at, type Ground, idOf, insertRows } from './ground.ts'
import { alertEventTypes, alertTypes } from './write-alerts.ts'
import { historyDays } from './write-traffic.ts'

const dayMs = 86_400_000
const minuteMs = 60_000
/** What fires without an incident coming of it, and how often in a week: what makes a rule noisy. */
const noise = [
  {
    packKey: 'quality-unknown',
    severity: 'minor',
    title: 'Nothing is known of 52 % of people',
    perWeek: 0.9,
  },
  { packKey: 'drop-outs', severity: 'major', title: '16 % drop out', perWeek: 0.35 },
  {
    packKey: 'people-in-poor-calls',
    severity: 'major',
    title: '31 % of people in calls are hit',
    perWeek: 0.3,
  },
] as const

/** Alerts of the past that ended by themselves, most of them before anybody answered. */
export async function writeNoise(ground: Ground): Promise<void> {
  const alerts = [...ground.appIds.keys()].flatMap((name) =>
    noise.flatMap((kind) => alertsOf(ground, name, kind)),
  )
  await insertRows(
    ground.client,
    'alert',
    alertTypes,
    alerts.map(({ alert }) => alert),
  )
  await insertRows(
    ground.client,
    'alert_event',
    alertEventTypes,
    alerts.flatMap(({ events }) => events),
  )
}

function alertsOf(ground: Ground, name: string, kind: (typeof noise)[number]) {
  const random = seeded(seedOf(`${name} ${kind.packKey}`))
  const made: ReturnType<typeof alertOf>[] = []
  for (let day = historyDays; day > 1; day--)
    if (random() < kind.perWeek / 7) made.push(alertOf(ground, name, kind, day + random()))
  return made
}

function alertOf(ground: Ground, name: string, kind: (typeof noise)[number], daysAgo: number) {
  const [slug, app] = name.split('/') as [keyof Ground['customers'], string]
  const id = idOf(ground, `noise ${name} ${kind.packKey} ${Math.floor(daysAgo)}`)
  const customerId = ground.customers[slug].id
  const rule = ground.ruleIds.get(kind.packKey)
  const openedMs = ground.now.getTime() - daysAgo * dayMs
  const endedMs = openedMs + (3 + (daysAgo % 1) * 14) * minuteMs
  const alert = {
    ...{ customer_id: customerId, id, dedup_key: `demo:${id}`, source: 'rule', rule_id: rule?.id ?? null },
    ...{
      rule_name: rule?.name ?? null,
      severity: kind.severity,
      title: kind.title,
      summary: `${kind.title}.`,
    },
    ...{
      labels: { customer: slug, app },
      app_id: ground.appIds.get(name) ?? null,
      unit: 'ratio',
      state: 'resolved',
    },
    ...{ started_at: at(openedMs - minuteMs), opened_at: at(openedMs), last_seen_at: at(endedMs), count: 20 },
    ...{ first_notified_at: at(openedMs + 4_000), resolved_at: at(endedMs), resolved_by: 'source' },
    ...{
      closed_at: at(endedMs),
      version: 3,
      updated_at: at(endedMs),
      facts: {},
      suppressed_by: [],
      flaps: 0,
    },
    ...{ still_breaching: false, reopen_window_ms: 900_000, auto_resolve: true },
  }
  const said = [
    { ms: openedMs, kind: 'opened', to: 'open' },
    { ms: openedMs + 4_000, kind: 'notified', to: null },
    { ms: endedMs, kind: 'resolved', to: 'resolved' },
  ]
  const events = said.map(({ ms, kind: what, to }, i) => ({
    ...{
      customer_id: customerId,
      alert_id: id,
      seq: i + 1,
      id: idOf(ground, `${id} ${i}`),
      at: at(ms),
      kind: what,
    },
    ...{
      actor_kind: 'rule',
      actor_id: null,
      actor_name: rule?.name ?? 'Rule',
      from_state: null,
      to_state: to,
      data: {},
    },
  }))
  return { alert, events }
}
