import type { PoolClient } from 'pg'
import type { IncidentEventDraft, IncidentPatch, IncidentRow } from './state/incident-row.ts'

/** Every query that changes an incident. The caller's transaction, and its role's walls, hold around all of them. */
export type Db = Pick<PoolClient, 'query'>

const columns = {
  customerId: 'customer_id',
  id: 'id',
  number: 'number',
  reference: 'reference',
  title: 'title',
  summary: 'summary',
  publicTitle: 'public_title',
  status: 'status',
  severity: 'severity',
  proposal: 'proposal',
  openedBy: 'opened_by',
  incidentRuleId: 'incident_rule_id',
  parentId: 'parent_id',
  mergedInto: 'merged_into',
  autoResolve: 'auto_resolve',
  componentIds: 'component_ids',
  componentImpact: 'component_impact',
  appIds: 'app_ids',
  regions: 'regions',
  leadId: 'lead_id',
  leadName: 'lead_name',
  communicationsId: 'communications_id',
  communicationsName: 'communications_name',
  nextUpdateDueAt: 'next_update_due_at',
  impactStartedAt: 'impact_started_at',
  detectedAt: 'detected_at',
  declaredAt: 'declared_at',
  firstNotifiedAt: 'first_notified_at',
  acknowledgedAt: 'acknowledged_at',
  mitigatedAt: 'mitigated_at',
  resolvedAt: 'resolved_at',
  impactEndedAt: 'impact_ended_at',
  closedAt: 'closed_at',
  customerContactAt: 'customer_contact_at',
  causeCategory: 'cause_category',
  causeText: 'cause_text',
  impact: 'impact',
  impactAt: 'impact_at',
  impactMinutes: 'impact_minutes',
  publishedAt: 'published_at',
  ticketUrl: 'ticket_url',
  simulated: 'simulated',
  createdAt: 'created_at',
  createdBy: 'created_by',
  createdName: 'created_name',
  version: 'version',
  updatedAt: 'updated_at',
} as const satisfies Record<keyof IncidentRow, string>

/** The columns of `incident` (called `i`) as an IncidentRow. */
export const incidentColumns = Object.entries(columns)
  .map(([name, column]) => `i.${column} AS "${name}"`)
  .join(', ')

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An incident is named by its id or by its reference; `$2` of a query. */
export const named = (idOrReference: string): { is: string; value: string } =>
  uuid.test(idOrReference)
    ? { is: 'i.id = $2::uuid', value: idOrReference }
    : { is: 'i.reference = $2::text', value: idOrReference.toUpperCase() }

/** One incident of one of these customers, held until the transaction ends. */
export async function lockIncident(
  db: Db,
  customerIds: readonly string[],
  idOrReference: string,
): Promise<IncidentRow | null> {
  const { is, value } = named(idOrReference)
  const { rows } = await db.query<IncidentRow>(
    `SELECT ${incidentColumns} FROM incident i WHERE i.customer_id = ANY($1::uuid[]) AND ${is} FOR UPDATE`,
    [customerIds, value],
  )
  return rows[0] ?? null
}

/** The next number of this customer, and what it is called. Whoever else opens one waits, so no number is left out. */
export async function takeNumber(
  db: Db,
  customerId: string,
): Promise<{ number: number; reference: string } | null> {
  const { rows } = await db.query<{ number: number; slug: string }>(
    `INSERT INTO incident_number AS n (customer_id, last) SELECT id, 1 FROM customer WHERE id = $1
     ON CONFLICT (customer_id) DO UPDATE SET last = n.last + 1
     RETURNING n.last AS number, (SELECT slug FROM customer WHERE id = $1) AS slug`,
    [customerId],
  )
  const [taken] = rows
  return taken ? { number: taken.number, reference: `${taken.slug.toUpperCase()}-${taken.number}` } : null
}

export async function insertIncident(db: Db, row: IncidentRow): Promise<void> {
  const names = Object.keys(columns) as (keyof IncidentRow)[]
  await db.query(
    `INSERT INTO incident (${names.map((name) => columns[name]).join(', ')})
     VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
    names.map((name) => toSql(row[name])),
  )
}

/** Writes the change of a row that this transaction holds; false when somebody else was faster. */
export async function updateIncident(
  db: Db,
  row: IncidentRow,
  patch: IncidentPatch,
  version: number,
  now: Date,
): Promise<boolean> {
  const given = { ...patch, version, updatedAt: now }
  const names = Object.keys(given) as (keyof typeof given)[]
  const { rowCount } = await db.query(
    `UPDATE incident SET ${names.map((name, i) => `${columns[name]} = $${i + 4}`).join(', ')}
      WHERE customer_id = $1 AND id = $2 AND version = $3`,
    [row.customerId, row.id, row.version, ...names.map((name) => toSql(given[name]))],
  )
  return rowCount === 1
}

export async function insertIncidentEvents(
  db: Db,
  { customerId, id }: Pick<IncidentRow, 'customerId' | 'id'>,
  events: readonly (IncidentEventDraft & { seq: number; id: string })[],
  now: Date,
): Promise<void> {
  for (const event of events)
    await db.query(
      `INSERT INTO incident_event (customer_id, incident_id, seq, id, at, kind, actor_kind, actor_id, actor_name, note, data)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[customerId, id, event.seq, event.id, now, event.kind, event.actorKind, event.actorId],
        ...[event.actorName, event.note, JSON.stringify(event.data)],
      ],
    )
}

/** Objects are JSON; lists are arrays of Postgres here. */
function toSql(value: unknown): unknown {
  const isObject = value !== null && typeof value === 'object'
  return isObject && !(value instanceof Date) && !Array.isArray(value) ? JSON.stringify(value) : value
}
