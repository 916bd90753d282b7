import type { InboxQuery, InboxView } from './contract.ts'
import type { InboxCursor } from './inbox-cursor.ts'
import { namedColumns, namedFrom } from './read-store.server.ts'
import type { Db } from './store.server.ts'
import type { NamedAlert } from './to-view.ts'

/** The queries of the inbox. `$1` the customers, `$2` who asks, `$3` now; filters follow. */

export const pageSize = 50
const unsnoozed = `(a.snoozed_until IS NULL OR a.snoozed_until <= $3)`
const snoozed = `a.snoozed_until > $3`
const unmuted = `a.suppressed_by = '[]'::jsonb`
const open = 'a.closed_at IS NULL'
const firing = `${open} AND ${unsnoozed} AND ${unmuted}`

/** What each view shows. Only `mine` also holds what is snoozed or muted: it is still one's own. */
const where: Record<InboxView, string> = {
  firing,
  unowned: `${firing} AND a.state = 'open' AND a.assignee_id IS NULL`,
  mine: `${open} AND $2::uuid IN (a.assignee_id, a.acknowledged_by)`,
  snoozed: `${open} AND ${snoozed}`,
  suppressed: `${open} AND NOT ${unmuted}`,
  resolved: 'a.closed_at IS NOT NULL',
}
const waiting = `${firing} AND a.state = 'open'`
const rank = `array_position(ARRAY['info', 'minor', 'major', 'critical'], a.severity) - 1`

export type Asking = { customerIds: readonly string[]; memberId: string; now: Date }

/** One page and one row more, which says that there is another page. */
export async function findInboxPage(
  db: Db,
  { customerIds, memberId, now }: Asking,
  query: InboxQuery,
  after: InboxCursor | null,
): Promise<NamedAlert[]> {
  const params: unknown[] = [customerIds, memberId, now]
  const resolved = query.view === 'resolved'
  const tests = [where[query.view], ...filters(query, params)]
  if (after) tests.push(resolved ? closedAfter(after, params) : openAfter(after, params))
  const order = resolved ? 'a.closed_at DESC, a.id DESC' : `${rank} DESC, a.opened_at, a.id`
  const { rows } = await db.query<NamedAlert>(
    `SELECT ${namedColumns} FROM ${namedFrom}
      WHERE a.customer_id = ANY($1::uuid[]) AND ${used} AND ${tests.join(' AND ')}
      ORDER BY ${order} LIMIT ${pageSize + 1}`,
    params,
  )
  return rows
}

/** Postgres wants to know the type of every parameter, also where a view does not use it. */
const used = `($2::uuid IS NOT NULL OR $3::timestamptz IS NOT NULL)`

function openAfter([severity, at, id]: InboxCursor, params: unknown[]): string {
  const n = params.push(severity, new Date(at), id)
  const [rankAt, timeAt, idAt] = [`$${n - 2}::int`, `$${n - 1}::timestamptz`, `$${n}::uuid`]
  return `(${rank} < ${rankAt} OR ${rank} = ${rankAt} AND (a.opened_at, a.id) > (${timeAt}, ${idAt}))`
}

function closedAfter([, at, id]: InboxCursor, params: unknown[]): string {
  const n = params.push(new Date(at), id)
  return `(a.closed_at, a.id) < ($${n - 1}::timestamptz, $${n}::uuid)`
}

function filters({ customer, severity, app, rule, q }: InboxQuery, params: unknown[]): string[] {
  const tests: string[] = []
  const is = (column: string, type: string, value: string | undefined) => {
    if (value !== undefined) tests.push(`${column} = $${params.push(value)}::${type}`)
  }
  is('a.customer_id', 'uuid', customer)
  is('a.severity', 'text', severity)
  is('a.app_id', 'uuid', app)
  is('a.rule_id', 'uuid', rule)
  if (q) {
    const like = `$${params.push(`%${q.replace(/[\\%_]/g, '\\$&')}%`)}`
    const columns = ['a.title', 'a.summary', 'a.rule_name', 'a.region', 'c.name', 'p.name']
    tests.push(`(${columns.map((column) => `${column} ILIKE ${like}`).join(' OR ')})`)
  }
  return tests
}

export type Counts = Record<InboxView, number>

/** How many each view holds under the same filters. Of resolved ones those of the last day. */
export async function countViews(
  db: Db,
  { customerIds, memberId, now }: Asking,
  query: InboxQuery,
): Promise<Counts> {
  const params: unknown[] = [customerIds, memberId, now]
  const tests = filters(query, params)
  const counts = Object.entries(where).map(
    ([view, test]) => `count(*) FILTER (WHERE ${test})::int AS "${view}"`,
  )
  const { rows } = await db.query<Counts>(
    `SELECT ${counts.join(', ')} FROM ${namedFrom}
      WHERE a.customer_id = ANY($1::uuid[]) AND ${used}
        AND (a.closed_at IS NULL OR a.closed_at > $3::timestamptz - interval '1 day')
        ${tests.map((test) => `AND ${test}`).join(' ')}`,
    params,
  )
  return rows[0] ?? { firing: 0, unowned: 0, mine: 0, snoozed: 0, suppressed: 0, resolved: 0 }
}

/** Open, nobody's, not muted; whatever is filtered. */
export async function countWaiting(db: Db, { customerIds, memberId, now }: Asking) {
  const { rows } = await db.query<{ count: number; worst: number | null }>(
    `SELECT count(*)::int AS count, max(${rank})::int AS worst FROM alert a
      WHERE a.customer_id = ANY($1::uuid[]) AND ${used} AND ${waiting}`,
    [customerIds, memberId, now],
  )
  return rows[0] ?? { count: 0, worst: null }
}

/** Whether the app and the rule that are asked for exist within the scope; the MSP's own rules are everybody's. */
export async function knowsFilters(
  db: Db,
  { customerIds }: Asking,
  { app, rule }: InboxQuery,
): Promise<boolean> {
  if (app === undefined && rule === undefined) return true
  const { rows } = await db.query<{ known: boolean }>(
    `SELECT ($2::uuid IS NULL OR EXISTS (SELECT FROM app WHERE customer_id = ANY($1::uuid[]) AND id = $2))
        AND ($3::uuid IS NULL OR EXISTS
              (SELECT FROM rule WHERE id = $3 AND (customer_id IS NULL OR customer_id = ANY($1::uuid[])))) AS known`,
    [customerIds, app ?? null, rule ?? null],
  )
  return rows[0]?.known ?? false
}
