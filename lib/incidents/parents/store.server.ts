import type { ParentIncidentView } from '../api-contract.ts'
import { namedColumns, namedFrom } from '../reading/read-store.server.ts'
import type { NamedIncident } from '../reading/to-view.ts'
import type { Db } from '../store.server.ts'

/** Shared causes. Row-level security gives them to whoever sees all of their customers, and to nobody else. */
export type ParentRow = Omit<ParentIncidentView, 'children' | 'createdAt' | 'closedAt'> & {
  customerIds: string[]
  createdBy: string | null
  createdAt: Date
  closedAt: Date | null
}

const columns = `p.id AS "parentId", p.reference, p.title, p.cause, p.customer_ids AS "customerIds",
  p.fleet_finding_id AS "fleetFindingId", p.created_at AS "createdAt", p.created_by AS "createdBy",
  p.created_name AS "createdName", p.closed_at AS "closedAt", p.version`

/** Not closed ones first, newest first. `$1` is the second wall. */
export async function findParents(db: Db, customerIds: readonly string[]): Promise<ParentRow[]> {
  const { rows } = await db.query<ParentRow>(
    `SELECT ${columns} FROM parent_incident p WHERE p.customer_ids <@ $1::uuid[]
      ORDER BY p.closed_at IS NOT NULL, p.created_at DESC, p.id LIMIT 200`,
    [customerIds],
  )
  return rows
}

export async function lockParent(
  db: Db,
  customerIds: readonly string[],
  parentId: string,
): Promise<ParentRow | null> {
  const { rows } = await db.query<ParentRow>(
    `SELECT ${columns} FROM parent_incident p WHERE p.customer_ids <@ $1::uuid[] AND p.id = $2 FOR UPDATE`,
    [customerIds, parentId],
  )
  return rows[0] ?? null
}

export async function findParent(
  db: Db,
  customerIds: readonly string[],
  parentId: string,
): Promise<ParentRow | null> {
  const { rows } = await db.query<ParentRow>(
    `SELECT ${columns} FROM parent_incident p WHERE p.customer_ids <@ $1::uuid[] AND p.id = $2`,
    [customerIds, parentId],
  )
  return rows[0] ?? null
}

export async function findChildren(
  db: Db,
  customerIds: readonly string[],
  parentIds: readonly string[],
): Promise<NamedIncident[]> {
  const { rows } = await db.query<NamedIncident>(
    `SELECT ${namedColumns} FROM ${namedFrom}
      WHERE i.customer_id = ANY($1::uuid[]) AND i.parent_id = ANY($2::uuid[]) ORDER BY c.name, i.id`,
    [customerIds, parentIds],
  )
  return rows
}

export async function takeParentReference(db: Db): Promise<string> {
  const { rows } = await db.query<{ number: string }>(
    `SELECT nextval('parent_incident_number_seq')::text AS number`,
  )
  return `SHARED-${rows[0]?.number ?? '0'}`
}

export async function insertParent(db: Db, row: ParentRow): Promise<void> {
  await db.query(
    `INSERT INTO parent_incident (id, reference, title, cause, customer_ids, fleet_finding_id, created_at, created_by,
                                  created_name, version, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $7)`,
    [
      ...[row.parentId, row.reference, row.title, row.cause, row.customerIds, row.fleetFindingId],
      ...[row.createdAt, row.createdBy, row.createdName],
    ],
  )
}

export async function updateParent(
  db: Db,
  row: ParentRow,
  given: { title?: string | undefined; cause?: string | undefined; closedAt?: Date | null | undefined },
  now: Date,
): Promise<void> {
  const { title = row.title, cause = row.cause } = given
  const closedAt = given.closedAt === undefined ? row.closedAt : given.closedAt
  await db.query(
    `UPDATE parent_incident SET title = $2, cause = $3, closed_at = $4, version = version + 1, updated_at = $5
      WHERE id = $1`,
    [row.parentId, title, cause, closedAt, now],
  )
}

/** The customers that a shared cause of the fleet touches, as far as the scope holds all of them. */
export async function findFleetCustomers(
  db: Db,
  customerIds: readonly string[],
  fleetFindingId: string,
): Promise<string[] | null> {
  const { rows } = await db.query<{ customerIds: string[] }>(
    `SELECT customer_ids AS "customerIds" FROM fleet_finding WHERE id = $2 AND customer_ids <@ $1::uuid[]`,
    [customerIds, fleetFindingId],
  )
  return rows[0]?.customerIds ?? null
}

export async function findNames(db: Db, customerIds: readonly string[]) {
  const { rows } = await db.query<{ customerId: string; name: string; slug: string }>(
    'SELECT id AS "customerId", name, slug FROM customer WHERE id = ANY($1::uuid[])',
    [customerIds],
  )
  return rows
}
