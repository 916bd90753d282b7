import type { IncidentListQuery, IncidentListView } from '../api-contract.ts'
import { incidentStatuses, isOngoing } from '../contract.ts'
import type { Db } from '../store.server.ts'
import type { ListCursor } from './list-cursor.ts'
import { namedColumns, namedFrom } from './read-store.server.ts'
import type { NamedIncident } from './to-view.ts'

/** The queries of the list. `$1` the customers, `$2` who asks, `$3` now; filters follow. */
export const pageSize = 50
const ongoing = `i.status IN (${incidentStatuses
  .filter(isOngoing)
  .map((status) => `'${status}'`)
  .join(', ')})`

const where: Record<IncidentListView, string> = {
  open: ongoing,
  mine: `i.closed_at IS NULL AND $2::uuid IN (i.lead_id, i.communications_id)`,
  overdue: `${ongoing} AND i.next_update_due_at < $3`,
  learning: `i.closed_at IS NULL AND i.status IN ('resolved', 'post-incident')`,
  closed: 'i.closed_at IS NOT NULL',
  all: 'true',
}
const worstFirst = (view: IncidentListView) => view === 'open' || view === 'overdue' || view === 'mine'
const rank = `array_position(ARRAY['minor', 'major', 'critical'], i.severity) - 1`
/** Postgres wants to know the type of every parameter, also where a view does not use it. */
const used = `($2::uuid IS NOT NULL OR $3::timestamptz IS NOT NULL)`

export type Asking = { customerIds: readonly string[]; memberId: string; now: Date }

/** One page and one row more, which says that there is another page. */
export async function findIncidentPage(
  db: Db,
  { customerIds, memberId, now }: Asking,
  query: IncidentListQuery,
  after: ListCursor | null,
): Promise<NamedIncident[]> {
  const params: unknown[] = [customerIds, memberId, now]
  const tests = [where[query.view], ...filters(query, params)]
  if (after) tests.push(worstFirst(query.view) ? afterWorst(after, params) : afterNewest(after, params))
  const order = worstFirst(query.view) ? `${rank} DESC, i.declared_at, i.id` : 'i.declared_at DESC, i.id DESC'
  const { rows } = await db.query<NamedIncident>(
    `SELECT ${namedColumns} FROM ${namedFrom}
      WHERE i.customer_id = ANY($1::uuid[]) AND ${used} AND ${tests.join(' AND ')}
      ORDER BY ${order} LIMIT ${pageSize + 1}`,
    params,
  )
  return rows
}

function afterWorst([severity, at, id]: ListCursor, params: unknown[]): string {
  const n = params.push(severity, new Date(at), id)
  const [rankAt, timeAt, idAt] = [`$${n - 2}::int`, `$${n - 1}::timestamptz`, `$${n}::uuid`]
  return `(${rank} < ${rankAt} OR ${rank} = ${rankAt} AND (i.declared_at, i.id) > (${timeAt}, ${idAt}))`
}

function afterNewest([, at, id]: ListCursor, params: unknown[]): string {
  const n = params.push(new Date(at), id)
  return `(i.declared_at, i.id) < ($${n - 1}::timestamptz, $${n}::uuid)`
}

function filters(query: IncidentListQuery, params: unknown[]): string[] {
  const { customer, severity, cause, from, to, weekday, hour, zone = 'UTC', q } = query
  const tests: string[] = []
  const test = (value: unknown, sql: (place: string) => string) => {
    if (value !== undefined) tests.push(sql(`$${params.push(value)}`))
  }
  const inZone = (part: string, is: number | undefined) =>
    test(is, (place) => {
      const at = `(i.declared_at AT TIME ZONE $${params.push(zone)}::text)`
      return `extract(${part} FROM ${at}) = ${place}::int`
    })
  test(customer, (place) => `i.customer_id = ${place}::uuid`)
  test(severity, (place) => `i.severity = ${place}::text`)
  test(cause, (place) => `i.cause_category = ${place}::text`)
  test(from === undefined ? from : new Date(from), (place) => `i.declared_at >= ${place}::timestamptz`)
  test(to === undefined ? to : new Date(to), (place) => `i.declared_at < ${place}::timestamptz`)
  inZone('isodow', weekday)
  inZone('hour', hour)
  const columns = ['i.reference', 'i.title', 'i.summary', 'i.cause_text', 'c.name']
  test(
    q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : undefined,
    (place) => `(${columns.map((column) => `${column} ILIKE ${place}::text`).join(' OR ')})`,
  )
  return tests
}

export type Counts = Record<IncidentListView, number>
const none: Counts = { open: 0, mine: 0, overdue: 0, learning: 0, closed: 0, all: 0 }

/** How many each view holds under the same filters. */
export async function countIncidentViews(
  db: Db,
  { customerIds, memberId, now }: Asking,
  query: IncidentListQuery,
): Promise<Counts> {
  const params: unknown[] = [customerIds, memberId, now]
  const tests = filters(query, params)
  const counts = Object.entries(where).map(([view, is]) => `count(*) FILTER (WHERE ${is})::int AS "${view}"`)
  const { rows } = await db.query<Counts>(
    `SELECT ${counts.join(', ')} FROM incident i JOIN customer c ON c.id = i.customer_id
      WHERE ${['i.customer_id = ANY($1::uuid[])', used, ...tests].join(' AND ')}`,
    params,
  )
  return rows[0] ?? none
}
