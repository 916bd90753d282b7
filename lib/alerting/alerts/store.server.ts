import type { PoolClient } from 'pg'
import type { AlertPatch, AlertRow, EventDraft } from './alert-row.ts'
import type { Reopenings } from './flapping.ts'

/** Every query that changes an alert. The caller's transaction, and its role's walls, hold around all of them. */

export type Db = Pick<PoolClient, 'query'>

const columns = {
  customerId: 'customer_id',
  id: 'id',
  dedupKey: 'dedup_key',
  source: 'source',
  ruleId: 'rule_id',
  ruleName: 'rule_name',
  integrationId: 'integration_id',
  severity: 'severity',
  title: 'title',
  summary: 'summary',
  labels: 'labels',
  facts: 'facts',
  appId: 'app_id',
  region: 'region',
  sessionId: 'session_id',
  value: 'value',
  threshold: 'threshold',
  unit: 'unit',
  state: 'state',
  startedAt: 'started_at',
  openedAt: 'opened_at',
  lastSeenAt: 'last_seen_at',
  count: 'count',
  flaps: 'flaps',
  flappingSince: 'flapping_since',
  acknowledgedAt: 'acknowledged_at',
  acknowledgedBy: 'acknowledged_by',
  acknowledgedName: 'acknowledged_name',
  firstHumanAckAt: 'first_human_ack_at',
  firstNotifiedAt: 'first_notified_at',
  ackExpiresAt: 'ack_expires_at',
  ackReminderAt: 'ack_reminder_at',
  assigneeId: 'assignee_id',
  assigneeName: 'assignee_name',
  snoozedUntil: 'snoozed_until',
  snoozedBy: 'snoozed_by',
  snoozeSeverity: 'snooze_severity',
  suppressedBy: 'suppressed_by',
  resolvedAt: 'resolved_at',
  resolvedBy: 'resolved_by',
  resolveReason: 'resolve_reason',
  stillBreaching: 'still_breaching',
  reopenAt: 'reopen_at',
  reopenWindowMs: 'reopen_window_ms',
  autoResolve: 'auto_resolve',
  blast: 'blast',
  blastAt: 'blast_at',
  sourceUrl: 'source_url',
  closedAt: 'closed_at',
  version: 'version',
  updatedAt: 'updated_at',
} as const satisfies Record<keyof AlertRow, string>

/** The columns of `alert` (called `a`) as an AlertRow. */
export const alertColumns = Object.entries(columns)
  .map(([name, column]) => `a.${column} AS "${name}"`)
  .join(', ')

/** Whoever else speaks of this key waits: reading what is there and changing it is one step for all workers. */
export async function lockKey(db: Db, customerId: string, dedupKey: string): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`alert ${customerId} ${dedupKey}`])
}

/** The open episode of a key and the one that ended last, held until the transaction ends. */
export async function lockEpisodes(
  db: Db,
  customerId: string,
  dedupKey: string,
): Promise<{ open: AlertRow | null; closed: AlertRow | null }> {
  const find = async (which: string) => {
    const { rows } = await db.query<AlertRow>(
      `SELECT ${alertColumns} FROM alert a WHERE a.customer_id = $1 AND a.dedup_key = $2 AND ${which}
        ORDER BY a.opened_at DESC, a.id DESC LIMIT 1 FOR UPDATE`,
      [customerId, dedupKey],
    )
    return rows[0] ?? null
  }
  const open = await find('a.closed_at IS NULL')
  return { open, closed: open ? null : await find('a.closed_at IS NOT NULL') }
}

/** One alert of one of these customers, held until the transaction ends. */
export async function lockAlert(
  db: Db,
  customerIds: readonly string[],
  alertId: string,
): Promise<AlertRow | null> {
  const { rows } = await db.query<AlertRow>(
    `SELECT ${alertColumns} FROM alert a WHERE a.customer_id = ANY($1::uuid[]) AND a.id = $2 FOR UPDATE`,
    [customerIds, alertId],
  )
  return rows[0] ?? null
}

/** False when another open episode of the key is there: the unique index decides, whoever asks. */
export async function insertAlert(db: Db, row: AlertRow): Promise<boolean> {
  const names = Object.keys(columns) as (keyof AlertRow)[]
  const { rowCount } = await db.query(
    `INSERT INTO alert (${names.map((name) => columns[name]).join(', ')})
     VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})
     ON CONFLICT (customer_id, dedup_key) WHERE closed_at IS NULL DO NOTHING`,
    names.map((name) => toSql(row[name])),
  )
  return rowCount === 1
}

/** Writes the change of a row that this transaction holds; false when somebody else was faster. */
export async function updateAlert(
  db: Db,
  row: AlertRow,
  patch: AlertPatch,
  version: number,
  now: Date,
): Promise<boolean> {
  const given = { ...patch, version, updatedAt: now }
  const names = Object.keys(given) as (keyof typeof given)[]
  const { rowCount } = await db.query(
    `UPDATE alert SET ${names.map((name, i) => `${columns[name]} = $${i + 4}`).join(', ')}
      WHERE customer_id = $1 AND id = $2 AND version = $3`,
    [row.customerId, row.id, row.version, ...names.map((name) => toSql(given[name]))],
  )
  return rowCount === 1
}

export type NumberedEvent = EventDraft & { seq: number; id: string }

export async function insertEvents(
  db: Db,
  { customerId, id }: Pick<AlertRow, 'customerId' | 'id'>,
  events: readonly NumberedEvent[],
  now: Date,
): Promise<void> {
  for (const event of events)
    await db.query(
      `INSERT INTO alert_event (customer_id, alert_id, seq, id, at, kind, actor_kind, actor_id, actor_name, from_state,
         to_state, note, data, request_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        ...[customerId, id, event.seq, event.id, now, event.kind, event.actorKind, event.actorId],
        ...[event.actorName, event.fromState, event.toState, event.note, toSql(event.data), event.requestId],
      ],
    )
}

/** How often it re-opened by itself lately, and when last. */
export async function readReopenings(
  db: Db,
  { customerId, id }: Pick<AlertRow, 'customerId' | 'id'>,
  since: Date,
): Promise<Reopenings> {
  const { rows } = await db.query<Reopenings>(
    `SELECT count(*) FILTER (WHERE at > $3)::int AS recent, max(at) AS "lastAt" FROM alert_event
      WHERE customer_id = $1 AND alert_id = $2 AND kind = 'reopened' AND actor_kind IN ('rule', 'source', 'system')`,
    [customerId, id, since],
  )
  return rows[0] ?? { recent: 0, lastAt: null }
}

/** Lists and objects are JSON here: Postgres must not take a list for an array. */
function toSql(value: unknown): unknown {
  return value !== null && typeof value === 'object' && !(value instanceof Date)
    ? JSON.stringify(value)
    : value
}
