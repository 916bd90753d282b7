import type { Db } from '../store.server.ts'
import type { ActionRow, NamedAction } from './action-row.ts'
import type { ActionListQuery, FixSummary, RecurrenceCheck } from './contract.ts'

const stored = `a.customer_id AS "customerId", a.id, a.incident_id AS "incidentId", a.title, a.detail, a.kind,
  a.owner_id AS "ownerId", a.owner_name AS "ownerName", a.due_on::text AS "dueOn", a.status,
  a.decline_reason AS "declineReason", a.done_at AS "doneAt", a."check", a.check_state AS "checkState",
  a.check_until AS "checkUntil", a.cannot_say AS "cannotSay", a.recurred_at AS "recurredAt",
  a.recurred_by AS "recurredBy", a.reopened, a.ticket_url AS "ticketUrl", a.created_at AS "createdAt",
  a.created_name AS "createdName", a.version, a.updated_at AS "updatedAt"`
/** The due day is over where the customer is; `$2` is now. */
const overdue = `coalesce(a.status = 'open' AND a.due_on < ($2::timestamptz AT TIME ZONE c.time_zone)::date, false)`
const from = `corrective_action a JOIN customer c ON c.id = a.customer_id
  JOIN incident i ON i.customer_id = a.customer_id AND i.id = a.incident_id`
const named = `${stored}, c.name AS "customerName", i.reference, i.title AS "incidentTitle", ${overdue} AS overdue`

type Asking = { customerIds: readonly string[]; now: Date }

export async function findActionsOf(db: Db, { customerIds, now }: Asking, incidentId: string) {
  const { rows } = await db.query<NamedAction>(
    `SELECT ${named} FROM ${from} WHERE a.customer_id = ANY($1::uuid[]) AND a.incident_id = $3
      ORDER BY a.status <> 'open', a.due_on NULLS LAST, a.created_at LIMIT 200`,
    [customerIds, now, incidentId],
  )
  return rows
}

export async function findAction(db: Db, { customerIds, now }: Asking, actionId: string) {
  const { rows } = await db.query<NamedAction>(
    `SELECT ${named} FROM ${from} WHERE a.customer_id = ANY($1::uuid[]) AND a.id = $3`,
    [customerIds, now, actionId],
  )
  return rows[0] ?? null
}

const mostActions = 300
const recurrences = {
  watching: `a.check_state = 'watching' AND a.cannot_say IS NULL`,
  held: `a.check_state = 'held'`,
  recurred: `a.reopened > 0`,
  'cannot-say': `a.check_state = 'watching' AND a.cannot_say IS NOT NULL`,
} as const

export async function findActionList(
  db: Db,
  { customerIds, now }: Asking,
  memberId: string,
  { state, owner, overdue: late, recurrence }: ActionListQuery,
): Promise<{ rows: NamedAction[]; more: boolean }> {
  const { rows } = await db.query<NamedAction>(
    `SELECT ${named} FROM ${from} WHERE a.customer_id = ANY($1::uuid[]) AND ($3::text IS NULL OR a.status = $3)
        AND ($4::uuid IS NULL OR a.owner_id = $4) AND (NOT $5 OR ${overdue})
        ${recurrence ? `AND ${recurrences[recurrence]}` : ''}
      ORDER BY a.status <> 'open', a.due_on NULLS LAST, a.updated_at DESC, a.id LIMIT ${mostActions + 1}`,
    [customerIds, now, state ?? null, owner === 'mine' ? memberId : null, late === 'true'],
  )
  return { rows: rows.slice(0, mostActions), more: rows.length > mostActions }
}

export async function countActions(db: Db, { customerIds, now }: Asking): Promise<FixSummary> {
  const { rows } = await db.query<FixSummary>(
    `SELECT count(*) FILTER (WHERE a.status = 'open')::int AS open, count(*) FILTER (WHERE ${overdue})::int AS overdue,
            count(*) FILTER (WHERE a.status = 'done')::int AS done,
            count(*) FILTER (WHERE a.status = 'declined')::int AS declined,
            count(*) FILTER (WHERE ${recurrences.held})::int AS held,
            count(*) FILTER (WHERE ${recurrences.watching})::int AS watching,
            count(*) FILTER (WHERE ${recurrences['cannot-say']})::int AS "cannotSay",
            count(*) FILTER (WHERE ${recurrences.recurred})::int AS recurred
       FROM ${from} WHERE a.customer_id = ANY($1::uuid[])`,
    [customerIds, now],
  )
  const [row] = rows
  if (!row) throw new Error('a count without a row')
  return row
}

/** Held until the transaction ends. */
export async function lockAction(db: Db, customerIds: readonly string[], actionId: string) {
  const { rows } = await db.query<ActionRow>(
    `SELECT ${stored} FROM corrective_action a WHERE a.customer_id = ANY($1::uuid[]) AND a.id = $2 FOR UPDATE`,
    [customerIds, actionId],
  )
  return rows[0] ?? null
}

export async function saveAction(db: Db, action: ActionRow, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO corrective_action AS a (customer_id, id, incident_id, title, detail, kind, owner_id, owner_name, due_on,
            status, decline_reason, done_at, "check", check_state, check_until, cannot_say, recurred_at, recurred_by,
            reopened, ticket_url, created_at, created_name, version, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::date, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
     ON CONFLICT (customer_id, id) DO UPDATE SET title = $4, detail = $5, kind = $6, owner_id = $7, owner_name = $8,
       due_on = $9::date, status = $10, decline_reason = $11, done_at = $12, "check" = $13, check_state = $14,
       check_until = $15, cannot_say = $16, recurred_at = $17, recurred_by = $18, reopened = $19, ticket_url = $20,
       version = $23, updated_at = $24,
       reminded_at = CASE WHEN a.due_on IS DISTINCT FROM $9::date OR a.status <> $10 THEN NULL ELSE a.reminded_at END`,
    [
      ...[action.customerId, action.id, action.incidentId, action.title, action.detail, action.kind],
      ...[action.ownerId, action.ownerName, action.dueOn, action.status, action.declineReason, action.doneAt],
      ...[
        action.check && JSON.stringify(action.check),
        action.checkState,
        action.checkUntil,
        action.cannotSay,
      ],
      ...[action.recurredAt, action.recurredBy, action.reopened, action.ticketUrl, action.createdAt],
      ...[action.createdName, action.version, now],
    ],
  )
}

/** What could come back: rules of its alerts, and kinds of findings in its linked calls. */
export async function findCheckChoices(db: Db, customerId: string, incidentId: string) {
  const { rows } = await db.query<{ of: 'rule' | 'finding'; key: string; label: string }>(
    `SELECT DISTINCT 'rule' AS of, a.rule_id::text AS key, coalesce(a.rule_name, a.title) AS label
       FROM incident_alert x JOIN alert a ON a.customer_id = x.customer_id AND a.id = x.alert_id
      WHERE x.customer_id = $1 AND x.incident_id = $2 AND x.detached_at IS NULL AND a.rule_id IS NOT NULL
      UNION SELECT DISTINCT 'finding', f.kind, f.kind FROM incident_session s
       JOIN finding f ON f.customer_id = s.customer_id AND f.session_id = s.session_id
      WHERE s.customer_id = $1 AND s.incident_id = $2 AND s.unlinked_at IS NULL AND f.explained_by IS NULL
      ORDER BY 1 DESC, 3 LIMIT 50`,
    [customerId, incidentId],
  )
  return rows
}

/** The rule is the customer's or everybody's, the app the customer's. */
export async function isOwnCheck(db: Db, customerId: string, check: RecurrenceCheck): Promise<boolean> {
  const ruleId = check.of === 'rule' ? check.ruleId : null
  const { rows } = await db.query<{ ok: boolean }>(
    `SELECT ($2::uuid IS NULL OR EXISTS (SELECT FROM rule WHERE id = $2 AND (customer_id IS NULL OR customer_id = $1)))
        AND ($3::uuid IS NULL OR EXISTS (SELECT FROM app WHERE customer_id = $1 AND id = $3)) AS ok`,
    [customerId, ruleId, check.appId],
  )
  return rows[0]?.ok === true
}
