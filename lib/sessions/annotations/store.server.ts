import type { Pool } from 'pg'
import type { TenantScope } from '#lib/access/member.ts'
import { queryInScope, type Tx } from '#lib/db/transaction.server.ts'
import type { FindingOpinion, Opinion, SessionNote } from './contract.ts'

/** Every query about what people add to a call: opinions, notes and the pin. */

const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`
const mostNotes = 2_000

export type FindingRef = { customerId: string; sessionId: string; kind: string }

/** The finding of this id within the scope. */
export async function findFindingRef(tx: Tx, scope: TenantScope, findingId: string) {
  const rows = await tx.$queryRaw<FindingRef[]>`
    SELECT customer_id AS "customerId", session_id AS "sessionId", kind FROM finding
     WHERE customer_id = ANY(${[...scope.customerIds]}::uuid[]) AND id = ${findingId}::uuid`
  return rows[0] ?? null
}

export type OpinionRow = {
  customerId: string
  findingId: string
  memberId: string
  opinion: Opinion
  comment: string
  at: Date
}

/** One opinion a member; the newest counts, also when two windows say so at once. */
export async function saveOpinion(tx: Tx, row: OpinionRow): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO finding_opinion (customer_id, finding_id, member_id, opinion, comment, at)
    VALUES (${row.customerId}::uuid, ${row.findingId}::uuid, ${row.memberId}::uuid, ${row.opinion}, ${row.comment}, ${row.at})
    ON CONFLICT (customer_id, finding_id, member_id) DO UPDATE
      SET opinion = EXCLUDED.opinion, comment = EXCLUDED.comment, at = EXCLUDED.at`
}

export async function deleteOpinion(tx: Tx, key: Pick<OpinionRow, 'customerId' | 'findingId' | 'memberId'>) {
  await tx.findingOpinion.deleteMany({ where: key })
}

/** What is thought of these findings: one's own opinion, and how many say what. */
const opinionColumns = `o.finding_id AS "findingId",
  count(*) FILTER (WHERE o.opinion = 'agree')::int AS agree, count(*) FILTER (WHERE o.opinion = 'wrong')::int AS wrong,
  (jsonb_agg(jsonb_build_object('opinion', o.opinion, 'comment', o.comment,
    'at', (extract(epoch FROM o.at) * 1000)::float8)) FILTER (WHERE o.member_id = $2)) -> 0 AS mine`

export function findOpinionsOfFinding(scope: TenantScope, memberId: string, findingId: string) {
  return queryInScope<FindingOpinion>(
    scope,
    `SELECT ${opinionColumns} FROM finding_opinion o
      WHERE o.customer_id = ANY($1::uuid[]) AND o.finding_id = $3 GROUP BY o.finding_id`,
    [scope.customerIds, memberId, findingId],
  )
}

export function findOpinionsOfSession(
  scope: TenantScope,
  memberId: string,
  session: { customerId: string; sessionId: string },
) {
  return queryInScope<FindingOpinion>(
    scope,
    `SELECT ${opinionColumns} FROM finding f JOIN finding_opinion o ON o.customer_id = f.customer_id AND o.finding_id = f.id
      WHERE f.customer_id = $1 AND f.session_id = $3 GROUP BY o.finding_id ORDER BY o.finding_id`,
    [session.customerId, memberId, session.sessionId],
  )
}

/** Whose call it is, within the scope. */
export async function findCustomerOfSession(scope: TenantScope, sessionId: string): Promise<string | null> {
  const rows = await queryInScope<{ customerId: string }>(
    scope,
    'SELECT customer_id AS "customerId" FROM session WHERE customer_id = ANY($1::uuid[]) AND id = $2',
    [scope.customerIds, sessionId],
  )
  return rows[0]?.customerId ?? null
}

export async function insertNote(
  tx: Tx,
  note: { customerId: string; sessionId: string } & SessionNote,
): Promise<void> {
  const { customerId, sessionId, noteId, memberId, memberName, body } = note
  const momentAt = note.momentAt === null ? null : new Date(note.momentAt)
  await tx.sessionNote.createMany({
    data: [
      { customerId, sessionId, id: noteId, memberId, memberName, at: new Date(note.at), momentAt, body },
    ],
  })
}

/** Newest last; of very many the newest. */
export async function findNotes(scope: TenantScope, customerId: string, sessionId: string) {
  const rows = await queryInScope<SessionNote>(
    scope,
    `SELECT id AS "noteId", member_id AS "memberId", member_name AS "memberName", ${ms('at', 'at')},
            ${ms('moment_at', 'momentAt')}, body
       FROM session_note WHERE customer_id = $1 AND session_id = $2 ORDER BY at DESC, id DESC LIMIT ${mostNotes}`,
    [customerId, sessionId],
  )
  return rows.reverse()
}

export type PinRow = { customerId: string; pinnedAt: Date | null; pinReason: string | null }

/** The call's pin, held until the transaction ends: two people who pin and unpin at once take turns. */
export async function lockPin(tx: Tx, scope: TenantScope, sessionId: string): Promise<PinRow | null> {
  const rows = await tx.$queryRaw<PinRow[]>`
    SELECT customer_id AS "customerId", pinned_at AS "pinnedAt", pin_reason AS "pinReason" FROM session
     WHERE customer_id = ANY(${[...scope.customerIds]}::uuid[]) AND id = ${sessionId}::uuid FOR UPDATE`
  return rows[0] ?? null
}

export async function savePin(
  tx: Tx,
  session: { customerId: string; sessionId: string },
  pin: { at: Date; by: string; reason: string } | { unpinnedAt: Date },
): Promise<void> {
  const data =
    'at' in pin
      ? { pinnedAt: pin.at, pinnedBy: pin.by, pinReason: pin.reason, unpinnedAt: null }
      : { pinnedAt: null, pinnedBy: null, pinReason: null, unpinnedAt: pin.unpinnedAt }
  await tx.session.updateMany({ where: { customerId: session.customerId, id: session.sessionId }, data })
}

/** The pinned calls among those that live, for the engine that holds them. */
export async function readLivePins(db: Pool): Promise<Map<string, { at: number; reason: string }>> {
  const { rows } = await db.query<{ id: string; at: number; reason: string }>(
    `SELECT id, ${ms('pinned_at', 'at')}, coalesce(pin_reason, '') AS reason
       FROM session WHERE state = 'live' AND pinned_at IS NOT NULL`,
  )
  return new Map(rows.map(({ id, at, reason }) => [id, { at, reason }]))
}
