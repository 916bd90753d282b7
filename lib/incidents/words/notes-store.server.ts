import type { Db } from '../store.server.ts'
import type { IncidentNote, WordRevisions } from './contract.ts'

/** Every query about notes on incidents. */
export type NoteRow = IncidentNote & { customerId: string }
const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`
const columns = `customer_id AS "customerId", id AS "noteId", incident_id AS "incidentId", member_id AS "memberId",
  member_name AS "memberName", body, mentions, ${ms('created_at')} AS "createdAt", ${ms('edited_at')} AS "editedAt",
  ${ms('deleted_at')} AS "deletedAt", version`
const at = (time: number | null) => (time === null ? null : new Date(time))

export async function findNotes(db: Db, customerId: string, incidentId: string): Promise<NoteRow[]> {
  const { rows } = await db.query<NoteRow>(
    `SELECT ${columns} FROM incident_note WHERE customer_id = $1 AND incident_id = $2 ORDER BY created_at, id`,
    [customerId, incidentId],
  )
  return rows.map((row) => (row.deletedAt === null ? row : { ...row, body: '', mentions: [] }))
}

export async function findNote(
  db: Db,
  customerIds: readonly string[],
  noteId: string,
): Promise<NoteRow | null> {
  const { rows } = await db.query<NoteRow>(
    `SELECT ${columns} FROM incident_note WHERE customer_id = ANY($1::uuid[]) AND id = $2`,
    [customerIds, noteId],
  )
  return rows[0] ?? null
}

export async function insertNote(db: Db, note: NoteRow): Promise<void> {
  await db.query(
    `INSERT INTO incident_note (customer_id, id, incident_id, member_id, member_name, body, mentions, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[note.customerId, note.noteId, note.incidentId, note.memberId, note.memberName, note.body],
      ...[note.mentions, at(note.createdAt)],
    ],
  )
}

export async function updateNote(db: Db, note: NoteRow): Promise<void> {
  await db.query(
    `UPDATE incident_note SET body = $3, mentions = $4, edited_at = $5, deleted_at = $6, version = $7
      WHERE customer_id = $1 AND id = $2`,
    [
      ...[note.customerId, note.noteId, note.body, note.mentions],
      ...[at(note.editedAt), at(note.deletedAt), note.version],
    ],
  )
}

export async function insertNoteRevision(
  db: Db,
  note: NoteRow,
  memberName: string,
  now: Date,
): Promise<void> {
  await db.query(
    `INSERT INTO incident_note_revision (customer_id, note_id, version, body, member_name, at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [note.customerId, note.noteId, note.version, note.body, memberName, now],
  )
}

export async function findNoteRevisions(
  db: Db,
  customerIds: readonly string[],
  noteId: string,
): Promise<WordRevisions['revisions']> {
  const { rows } = await db.query<WordRevisions['revisions'][number]>(
    `SELECT version, body, member_name AS "memberName", ${ms('at')} AS at FROM incident_note_revision
      WHERE customer_id = ANY($1::uuid[]) AND note_id = $2 ORDER BY version`,
    [customerIds, noteId],
  )
  return rows
}
