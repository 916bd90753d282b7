import type { Db } from '../store.server.ts'
import type { IncidentUpdate, UpdateTemplate } from './contract.ts'

/** Every query about what customers are told, and the templates it begins with. */
export type UpdateRow = IncidentUpdate & { customerId: string; publishedBy: string | null }
const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`
const columns = `customer_id AS "customerId", id AS "updateId", incident_id AS "incidentId", public_status AS "publicStatus",
  body, ${ms('posted_at')} AS "postedAt", notify, state, written_from AS "writtenFrom", created_name AS "createdName",
  ${ms('created_at')} AS "createdAt", ${ms('published_at')} AS "publishedAt", published_by AS "publishedBy",
  published_name AS "publishedName", ${ms('edited_at')} AS "editedAt", ${ms('told_at')} AS "toldAt", version`
const at = (time: number | null) => (time === null ? null : new Date(time))

export async function findUpdates(db: Db, customerId: string, incidentId: string): Promise<UpdateRow[]> {
  const { rows } = await db.query<UpdateRow>(
    `SELECT ${columns} FROM incident_update WHERE customer_id = $1 AND incident_id = $2 ORDER BY posted_at, id`,
    [customerId, incidentId],
  )
  return rows
}

export async function findUpdate(
  db: Db,
  customerIds: readonly string[],
  id: string,
): Promise<UpdateRow | null> {
  const { rows } = await db.query<UpdateRow>(
    `SELECT ${columns} FROM incident_update WHERE customer_id = ANY($1::uuid[]) AND id = $2`,
    [customerIds, id],
  )
  return rows[0] ?? null
}

export async function insertUpdate(db: Db, update: UpdateRow, memberId: string): Promise<void> {
  await db.query(
    `INSERT INTO incident_update (customer_id, id, incident_id, public_status, body, posted_at, notify, state, written_from,
                                  created_by, created_name, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'draft', $8, $9, $10, $11)`,
    [
      ...[update.customerId, update.updateId, update.incidentId, update.publicStatus, update.body],
      ...[
        at(update.postedAt),
        update.notify,
        update.writtenFrom,
        memberId,
        update.createdName,
        at(update.createdAt),
      ],
    ],
  )
}

export async function saveUpdate(db: Db, update: UpdateRow): Promise<void> {
  await db.query(
    `UPDATE incident_update SET public_status = $3, body = $4, posted_at = $5, notify = $6, state = $7, published_at = $8,
            published_by = $9, published_name = $10, edited_at = $11, version = $12
      WHERE customer_id = $1 AND id = $2`,
    [
      ...[
        update.customerId,
        update.updateId,
        update.publicStatus,
        update.body,
        at(update.postedAt),
        update.notify,
      ],
      ...[update.state, at(update.publishedAt), update.publishedBy, update.publishedName],
      ...[at(update.editedAt), update.version],
    ],
  )
}

export async function removeUpdate(db: Db, { customerId, updateId }: UpdateRow): Promise<void> {
  await db.query(`DELETE FROM incident_update WHERE customer_id = $1 AND id = $2 AND state = 'draft'`, [
    customerId,
    updateId,
  ])
}

/** What it said before an edit. */
export async function insertUpdateRevision(
  db: Db,
  was: UpdateRow,
  memberName: string,
  now: Date,
): Promise<void> {
  await db.query(
    `INSERT INTO incident_update_revision (customer_id, update_id, version, body, member_name, at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [was.customerId, was.updateId, was.version, was.body, memberName, now],
  )
}

export async function countSubscribers(db: Db, customerId: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM status_subscription
      WHERE customer_id = $1 AND confirmed_at IS NOT NULL AND ended_at IS NULL`,
    [customerId],
  )
  return rows[0]?.n ?? 0
}

export async function findCustomerName(db: Db, customerId: string): Promise<string> {
  const { rows } = await db.query<{ name: string }>('SELECT name FROM customer WHERE id = $1', [customerId])
  return rows[0]?.name ?? ''
}

export async function findTemplates(db: Db, customerIds: readonly string[]): Promise<UpdateTemplate[]> {
  const { rows } = await db.query<UpdateTemplate>(
    `SELECT id AS "templateId", customer_id AS "customerId", name, public_status AS "publicStatus", body, version
       FROM update_template WHERE deleted_at IS NULL AND (customer_id IS NULL OR customer_id = ANY($1::uuid[]))
      ORDER BY customer_id NULLS LAST, name LIMIT 200`,
    [customerIds],
  )
  return rows
}

export async function insertTemplate(
  db: Db,
  template: UpdateTemplate,
  memberId: string,
  now: Date,
): Promise<void> {
  await db.query(
    `INSERT INTO update_template (customer_id, id, name, public_status, body, version, updated_at, updated_by)
     VALUES ($1, $2, $3, $4, $5, 1, $6, $7)`,
    [
      ...[template.customerId, template.templateId, template.name, template.publicStatus, template.body],
      ...[now, memberId],
    ],
  )
}

/** False: not there, or another version. */
export async function saveTemplate(
  db: Db,
  template: UpdateTemplate,
  given: { was: number; deleted: boolean; memberId: string; now: Date },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE update_template SET name = $2, public_status = $3, body = $4, version = version + 1, updated_at = $5, updated_by = $6,
            deleted_at = CASE WHEN $7 THEN $5::timestamptz END
      WHERE id = $1 AND version = $8 AND deleted_at IS NULL`,
    [
      ...[
        template.templateId,
        template.name,
        template.publicStatus,
        template.body,
        given.now,
        given.memberId,
      ],
      ...[given.deleted, given.was],
    ],
  )
  return rowCount === 1
}
