import type { AlertNote, AlertNoteRevision } from './contract.ts'
import { noteColumns } from './read-store.server.ts'
import type { Db } from './store.server.ts'

/** Every query about notes on alerts. */

export type NoteRow = AlertNote & { customerId: string; alertId: string }

/** Held until the transaction ends. */
export async function lockNote(
  db: Db,
  customerIds: readonly string[],
  noteId: string,
): Promise<NoteRow | null> {
  const { rows } = await db.query<NoteRow>(
    `SELECT ${noteColumns}, customer_id AS "customerId", alert_id AS "alertId" FROM alert_note
      WHERE customer_id = ANY($1::uuid[]) AND id = $2 FOR UPDATE`,
    [customerIds, noteId],
  )
  return rows[0] ?? null
}

/** The alert of a note, unlocked: the alert is held before its notes, always in this order. */
export async function findAlertOfNote(
  db: Db,
  customerIds: readonly string[],
  noteId: string,
): Promise<string | null> {
  const { rows } = await db.query<{ alertId: string }>(
    `SELECT alert_id AS "alertId" FROM alert_note WHERE customer_id = ANY($1::uuid[]) AND id = $2`,
    [customerIds, noteId],
  )
  return rows[0]?.alertId ?? null
}

export async function insertNote(db: Db, note: NoteRow): Promise<void> {
  await db.query(
    `INSERT INTO alert_note (customer_id, id, alert_id, member_id, member_name, body, mentions, created_at, version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)`,
    [
      ...[note.customerId, note.noteId, note.alertId, note.memberId, note.memberName, note.body],
      ...[note.mentions, new Date(note.createdAt)],
    ],
  )
}

export async function updateNote(db: Db, note: NoteRow): Promise<void> {
  const at = (time: number | null) => (time === null ? null : new Date(time))
  await db.query(
    `UPDATE alert_note SET body = $3, mentions = $4, edited_at = $5, deleted_at = $6, version = $7
      WHERE customer_id = $1 AND id = $2`,
    [
      ...[note.customerId, note.noteId, note.body, note.mentions],
      ...[at(note.editedAt), at(note.deletedAt), note.version],
    ],
  )
}

/** What a version says and who wrote it: the first one too, so that every word has its author. */
export async function insertRevision(db: Db, note: NoteRow, memberName: string, at: Date): Promise<void> {
  await db.query(
    `INSERT INTO alert_note_revision (customer_id, note_id, version, body, member_name, at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [note.customerId, note.noteId, note.version, note.body, memberName, at],
  )
}

/** Oldest first. */
export async function findRevisions(
  db: Db,
  customerIds: readonly string[],
  noteId: string,
): Promise<AlertNoteRevision[]> {
  const { rows } = await db.query<AlertNoteRevision>(
    `SELECT version, body, member_name AS "memberName", (extract(epoch FROM at) * 1000)::float8 AS at
       FROM alert_note_revision WHERE customer_id = ANY($1::uuid[]) AND note_id = $2 ORDER BY version`,
    [customerIds, noteId],
  )
  return rows
}
