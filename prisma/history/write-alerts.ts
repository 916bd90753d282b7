import { at, atOrNull, type Ground, idOf, insertRows, type Person } from './ground.ts'
import type { PlannedIncident } from './plan-history.ts'

export const alertIdOf = (ground: Ground, one: PlannedIncident): string =>
  idOf(ground, `alert ${one.story.key} ${one.occurrence.daysAgo}`)

/** What the alert of a story measured, in words and as numbers. */
function measured({ story }: PlannedIncident) {
  if (story.joinsFail) return { value: story.share, threshold: 0.1, unit: 'ratio', word: 'joins fail' }
  return { value: story.share, threshold: 0.3, unit: 'ratio', word: 'of people in calls are hit' }
}

/** The alert behind every incident: it fired, was told, mostly acknowledged, and ended by itself. */
export async function writeAlerts(ground: Ground, incidents: readonly PlannedIncident[]): Promise<void> {
  await insertRows(
    ground.client,
    'alert',
    alertTypes,
    incidents.map((one) => alertRow(ground, one)),
  )
  await insertRows(
    ground.client,
    'alert_event',
    alertEventTypes,
    incidents.flatMap((one) => alertEvents(ground, one)),
  )
}

export const alertTypes = {
  ...{
    customer_id: 'uuid',
    id: 'uuid',
    dedup_key: 'text',
    source: 'text',
    rule_id: 'uuid',
    rule_name: 'text',
  },
  ...{ severity: 'text', title: 'text', summary: 'text', labels: 'jsonb', app_id: 'uuid', region: 'text' },
  ...{ value: 'float8', threshold: 'float8', unit: 'text', state: 'text', started_at: 'timestamptz' },
  ...{ opened_at: 'timestamptz', last_seen_at: 'timestamptz', count: 'int', acknowledged_at: 'timestamptz' },
  ...{ acknowledged_by: 'uuid', acknowledged_name: 'text', first_human_ack_at: 'timestamptz' },
  ...{
    first_notified_at: 'timestamptz',
    resolved_at: 'timestamptz',
    resolved_by: 'text',
    closed_at: 'timestamptz',
  },
  ...{ version: 'int', updated_at: 'timestamptz', facts: 'jsonb', suppressed_by: 'jsonb', flaps: 'int' },
  ...{ still_breaching: 'bool', reopen_window_ms: 'int', auto_resolve: 'bool' },
}

function alertRow(ground: Ground, one: PlannedIncident) {
  const { story } = one
  const customer = ground.customers[story.customer]
  const rule = ground.ruleIds.get(story.packKey)
  const { word, ...numbers } = measured(one)
  const percent = `${Math.round(story.share * 100)} %`
  const acked = one.acknowledgedAt !== null
  return {
    ...{ customer_id: customer.id, id: alertIdOf(ground, one), dedup_key: `demo:${alertIdOf(ground, one)}` },
    ...{ source: 'rule', rule_id: rule?.id ?? null, rule_name: rule?.name ?? null, severity: story.severity },
    title: `${percent} ${word}`,
    summary: `${percent} ${word} since the time above.`,
    labels: { customer: story.customer, app: story.app, ...(story.region && { region: story.region }) },
    app_id: ground.appIds.get(`${story.customer}/${story.app}`) ?? null,
    region: story.region ?? null,
    ...numbers,
    ...{
      state: 'resolved',
      started_at: at(one.startedAt),
      opened_at: at(one.firedAt),
      last_seen_at: at(one.endedAt),
    },
    ...{
      count: Math.round((one.endedAt - one.firedAt) / 10_000),
      acknowledged_at: atOrNull(one.acknowledgedAt),
    },
    acknowledged_by: acked ? ground.people.operator.id : null,
    acknowledged_name: acked ? ground.people.operator.name : null,
    ...{ first_human_ack_at: atOrNull(one.acknowledgedAt), first_notified_at: at(one.notifiedAt) },
    ...{
      resolved_at: at(one.endedAt),
      resolved_by: 'source',
      closed_at: at(one.endedAt),
      updated_at: at(one.endedAt),
    },
    ...{ version: acked ? 5 : 4, facts: {}, suppressed_by: [], flaps: 0, still_breaching: false },
    ...{ reopen_window_ms: 900_000, auto_resolve: true },
  }
}

export const alertEventTypes = {
  ...{ customer_id: 'uuid', alert_id: 'uuid', seq: 'int', id: 'uuid', at: 'timestamptz', kind: 'text' },
  ...{
    actor_kind: 'text',
    actor_id: 'uuid',
    actor_name: 'text',
    from_state: 'text',
    to_state: 'text',
    data: 'jsonb',
  },
}

function alertEvents(ground: Ground, one: PlannedIncident) {
  const rule = ground.ruleIds.get(one.story.packKey)?.name ?? 'Rule'
  const alertId = alertIdOf(ground, one)
  type Said = {
    ms: number
    kind: string
    actor: string
    by?: Person
    from?: string
    to?: string
    name: string
  }
  const said: Said[] = [
    { ms: one.firedAt, kind: 'opened', actor: 'rule', name: rule, to: 'open' },
    { ms: one.notifiedAt, kind: 'notified', actor: 'system', name: 'Earshot' },
  ]
  if (one.acknowledgedAt !== null) {
    const by = ground.people.operator
    said.push({
      ms: one.acknowledgedAt,
      kind: 'acknowledged',
      actor: 'slack',
      by,
      name: by.name,
      from: 'open',
      to: 'acknowledged',
    })
  }
  said.push({
    ms: one.declaredAt,
    kind: 'linked',
    actor: 'user',
    by: ground.people.operator,
    name: ground.people.operator.name,
  })
  const before = one.acknowledgedAt === null ? 'open' : 'acknowledged'
  said.push({ ms: one.endedAt, kind: 'resolved', actor: 'rule', name: rule, from: before, to: 'resolved' })
  return said.map(({ ms, kind, actor, by, name, from, to }, i) => ({
    ...{ customer_id: ground.customers[one.story.customer].id, alert_id: alertId, seq: i + 1 },
    ...{ id: idOf(ground, `${alertId} ${i}`), at: at(ms), kind, actor_kind: actor, actor_id: by?.id ?? null },
    ...{ actor_name: name, from_state: from ?? null, to_state: to ?? null, data: {} },
  }))
}
