import { at, atOrNull, type Ground, idOf, insertRows, type Person } from './ground.ts'
import type { PlannedIncident } from './plan-history.ts'
import { alertIdOf } from './write-alerts.ts'

export const incidentIdOf = (ground: Ground, one: PlannedIncident): string =>
  idOf(ground, `incident ${one.story.key} ${one.occurrence.daysAgo}`)

export const referenceOf = (ground: Ground, one: PlannedIncident): string =>
  `${ground.customers[one.story.customer].prefix}-${one.number}`

const minuteMs = 60_000

/** The incidents of the past with their histories, notes and what the customers were told. */
export async function writeIncidents(ground: Ground, incidents: readonly PlannedIncident[]): Promise<void> {
  const { client } = ground
  const each = <T>(make: (one: PlannedIncident) => T[]): T[] => incidents.flatMap(make)
  await insertRows(
    client,
    'incident',
    incidentTypes,
    each((one) => [incidentRow(ground, one)]),
  )
  await insertRows(
    client,
    'incident_event',
    eventTypes,
    each((one) => eventsOf(ground, one)),
  )
  await insertRows(
    client,
    'incident_alert',
    linkTypes,
    each((one) => [linkOf(ground, one)]),
  )
  await insertRows(
    client,
    'incident_update',
    updateTypes,
    each((one) => updatesOf(ground, one)),
  )
  await insertRows(
    client,
    'incident_note',
    noteTypes,
    each((one) => [noteOf(ground, one)]),
  )
  for (const { id } of Object.values(ground.customers))
    await client.query(
      `INSERT INTO incident_number (customer_id, last)
       SELECT $1, coalesce(max(number), 0) FROM incident WHERE customer_id = $1
       ON CONFLICT (customer_id) DO UPDATE SET last = greatest(incident_number.last, EXCLUDED.last)`,
      [id],
    )
}

const time = 'timestamptz'
const incidentTypes = {
  ...{ customer_id: 'uuid', id: 'uuid', number: 'int', reference: 'text', title: 'text', summary: 'text' },
  ...{
    public_title: 'text',
    status: 'text',
    severity: 'text',
    proposal: 'jsonb',
    opened_by: 'text',
    auto_resolve: 'text',
  },
  ...{
    component_ids: 'uuid[]',
    component_impact: 'text',
    app_ids: 'uuid[]',
    regions: 'text[]',
    lead_id: 'uuid',
  },
  ...{ lead_name: 'text', communications_id: 'uuid', communications_name: 'text', impact_started_at: time },
  ...{
    detected_at: time,
    declared_at: time,
    first_notified_at: time,
    acknowledged_at: time,
    mitigated_at: time,
  },
  ...{
    resolved_at: time,
    impact_ended_at: time,
    closed_at: time,
    customer_contact_at: time,
    cause_category: 'text',
  },
  ...{ cause_text: 'text', impact: 'jsonb', impact_at: time, impact_minutes: 'float8', published_at: time },
  ...{
    simulated: 'bool',
    created_at: time,
    created_by: 'uuid',
    created_name: 'text',
    version: 'int',
    updated_at: time,
  },
}

function incidentRow(ground: Ground, one: PlannedIncident) {
  const { story } = one
  const { operator, manager } = ground.people
  const impact = impactOf(one)
  return {
    ...{
      customer_id: ground.customers[story.customer].id,
      id: incidentIdOf(ground, one),
      number: one.number,
    },
    ...{ reference: referenceOf(ground, one), title: story.title, summary: story.learned.happened },
    ...{ public_title: story.publicTitle, status: 'closed', severity: story.severity, opened_by: 'alert' },
    ...{ auto_resolve: 'never', component_impact: story.componentImpact },
    proposal: {
      severity: story.severity,
      because: `${Math.round(story.share * 100)} % of the people in calls are hit.`,
      at: Math.round(one.declaredAt),
    },
    component_ids: story.components.map((kind) => componentIdOf(ground, story.customer, kind)),
    app_ids: [ground.appIds.get(`${story.customer}/${story.app}`)],
    regions: story.region ? [story.region] : [],
    ...{ lead_id: operator.id, lead_name: operator.name },
    ...{ communications_id: manager.id, communications_name: manager.name },
    ...{
      impact_started_at: at(one.startedAt),
      detected_at: at(one.firedAt),
      declared_at: at(one.declaredAt),
    },
    ...{ first_notified_at: at(one.notifiedAt), acknowledged_at: atOrNull(one.acknowledgedAt) },
    ...{
      mitigated_at: at(one.mitigatedAt),
      resolved_at: at(one.resolvedAt),
      impact_ended_at: at(one.endedAt),
    },
    ...{ closed_at: at(one.closedAt), customer_contact_at: atOrNull(one.customerContactAt) },
    ...{ cause_category: story.cause, cause_text: story.causeText, impact, impact_at: at(one.resolvedAt) },
    ...{
      impact_minutes: impact.impactMinutes,
      published_at: at(one.declaredAt + 3 * minuteMs),
      simulated: true,
    },
    ...{ created_at: at(one.declaredAt), created_by: operator.id, created_name: operator.name },
    ...{ version: saidOf(ground, one).length, updated_at: at(one.closedAt) },
  }
}

export const componentIdOf = (ground: Ground, customer: string, kind: string): string =>
  idOf(ground, `component ${customer} ${kind}`)

function impactOf({ story, startedAt, endedAt }: PlannedIncident) {
  const impactMinutes = Math.round((endedAt - startedAt) / minuteMs)
  const sessions = Math.max(2, Math.round(impactMinutes * story.share * 0.9))
  const participants = Math.round(sessions * 2.4)
  const badMinutes = story.joinsFail ? 0 : Math.round(participants * 3.1)
  const poorMinutes = story.joinsFail ? 0 : Math.round(participants * 4.4)
  return {
    ...{ from: Math.round(startedAt), to: Math.round(endedAt), impactMinutes, sessions, participants },
    ...{ poorMinutes, badMinutes, painMinutes: badMinutes + poorMinutes / 2, share: story.share },
    joinFailures: story.joinsFail ? participants : 0,
  }
}

type Said = { ms: number; kind: string; by: Person | null; data?: object; note?: string }

function saidOf(ground: Ground, one: PlannedIncident): Said[] {
  const { operator, manager } = ground.people
  const move = (ms: number, from: string, to: string, by: Person): Said => ({
    ...{ ms, kind: 'status', by, data: { from, to, back: false } },
  })
  const told = (ms: number, i: number): Said => ({
    ...{ ms, kind: 'update-published', by: manager, data: { updateId: updateIdOf(ground, one, i) } },
  })
  const all: Said[] = [
    { ms: one.declaredAt, kind: 'opened', by: operator, data: { status: 'investigating' } },
    {
      ms: one.declaredAt + 1,
      kind: 'alert-attached',
      by: operator,
      data: { alertId: alertIdOf(ground, one) },
    },
    told(one.declaredAt + 3 * minuteMs, 0),
    {
      ms: one.declaredAt + 4 * minuteMs,
      kind: 'noted',
      by: operator,
      data: { noteId: noteIdOf(ground, one) },
    },
    move(one.identifiedAt, 'investigating', 'identified', operator),
    told(one.identifiedAt + 1, 1),
    move(one.mitigatedAt, 'identified', 'monitoring', operator),
    told(one.mitigatedAt + 1, 2),
    move(one.resolvedAt, 'monitoring', 'resolved', operator),
    told(one.resolvedAt + 1, 3),
    move(one.closedAt, 'resolved', 'closed', manager),
  ]
  if (one.customerContactAt !== null)
    all.push({
      ...{ ms: Math.max(one.customerContactAt, one.declaredAt + 2), kind: 'customer-contact', by: manager },
      data: { at: Math.round(one.customerContactAt) },
    })
  return all.sort((a, b) => a.ms - b.ms)
}

const eventTypes = {
  ...{ customer_id: 'uuid', incident_id: 'uuid', seq: 'int', id: 'uuid', at: time, kind: 'text' },
  ...{ actor_kind: 'text', actor_id: 'uuid', actor_name: 'text', note: 'text', data: 'jsonb' },
}

function eventsOf(ground: Ground, one: PlannedIncident) {
  const incidentId = incidentIdOf(ground, one)
  return saidOf(ground, one).map(({ ms, kind, by, data, note }, i) => ({
    ...{ customer_id: ground.customers[one.story.customer].id, incident_id: incidentId, seq: i + 1 },
    ...{ id: idOf(ground, `${incidentId} ${i}`), at: at(ms), kind, actor_kind: by ? 'user' : 'system' },
    ...{ actor_id: by?.id ?? null, actor_name: by?.name ?? 'Earshot', note: note ?? null, data: data ?? {} },
  }))
}

const linkTypes = {
  customer_id: 'uuid',
  incident_id: 'uuid',
  alert_id: 'uuid',
  attached_at: time,
  attached_by: 'uuid',
}
function linkOf(ground: Ground, one: PlannedIncident) {
  return {
    customer_id: ground.customers[one.story.customer].id,
    ...{ incident_id: incidentIdOf(ground, one), alert_id: alertIdOf(ground, one) },
    ...{ attached_at: at(one.declaredAt), attached_by: ground.people.operator.id },
  }
}

const updateIdOf = (ground: Ground, one: PlannedIncident, i: number) =>
  idOf(ground, `update ${one.story.key} ${one.occurrence.daysAgo} ${i}`)
const updateTypes = {
  ...{
    customer_id: 'uuid',
    id: 'uuid',
    incident_id: 'uuid',
    public_status: 'text',
    body: 'text',
    posted_at: time,
  },
  ...{
    notify: 'bool',
    state: 'text',
    written_from: 'text',
    created_by: 'uuid',
    created_name: 'text',
    created_at: time,
  },
  ...{ published_at: time, published_by: 'uuid', published_name: 'text', told_at: time, version: 'int' },
}

function updatesOf(ground: Ground, one: PlannedIncident) {
  const { manager } = ground.people
  const { investigating, identified, monitoring, resolved } = one.story.said
  const texts = [
    { ms: one.declaredAt + 3 * minuteMs, status: 'investigating', body: investigating },
    { ms: one.identifiedAt, status: 'identified', body: identified },
    { ms: one.mitigatedAt, status: 'monitoring', body: monitoring },
    { ms: one.resolvedAt, status: 'resolved', body: resolved },
  ]
  return texts.map(({ ms, status, body }, i) => ({
    ...{ customer_id: ground.customers[one.story.customer].id, id: updateIdOf(ground, one, i) },
    ...{
      incident_id: incidentIdOf(ground, one),
      public_status: status,
      body,
      posted_at: at(ms),
      notify: true,
    },
    ...{ state: 'published', written_from: i === 0 ? 'facts' : 'hand', created_by: manager.id },
    ...{ created_name: manager.name, created_at: at(ms), published_at: at(ms), published_by: manager.id },
    ...{ published_name: manager.name, told_at: at(ms), version: 1 },
  }))
}

const noteIdOf = (ground: Ground, one: PlannedIncident) =>
  idOf(ground, `note ${one.story.key} ${one.occurrence.daysAgo}`)
const noteTypes = {
  ...{
    customer_id: 'uuid',
    id: 'uuid',
    incident_id: 'uuid',
    member_id: 'uuid',
    member_name: 'text',
    body: 'text',
  },
  ...{ mentions: 'uuid[]', created_at: time, version: 'int' },
}
function noteOf(ground: Ground, one: PlannedIncident) {
  const { operator } = ground.people
  return {
    ...{ customer_id: ground.customers[one.story.customer].id, id: noteIdOf(ground, one) },
    ...{ incident_id: incidentIdOf(ground, one), member_id: operator.id, member_name: operator.name },
    ...{
      body: one.story.learned.noticed,
      mentions: [],
      created_at: at(one.declaredAt + 4 * minuteMs),
      version: 1,
    },
  }
}
