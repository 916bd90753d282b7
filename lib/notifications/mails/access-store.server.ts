import type { PoolClient } from 'pg'
import type { InviteRow, ResetRow } from './rows.ts'

/** Invitations and new passwords that wait to be told, and what they are when their mail is sent. */

type Db = Pick<PoolClient, 'query'>
const most = 200

const invite = `i.id, i.customer_id AS "customerId", c.name AS "customerName", i.email, i.name, i.role::text AS role,
  i.invited_name AS "invitedName", i.expires_at AS "expiresAt",
  i.accepted_at IS NOT NULL OR i.revoked_at IS NOT NULL AS over`

/** Held until the transaction ends; what another worker holds is left to it. */
export async function lockUntoldInvites(db: Db): Promise<InviteRow[]> {
  const { rows } = await db.query<InviteRow>(
    `SELECT ${invite} FROM invite i LEFT JOIN customer c ON c.id = i.customer_id
      WHERE i.told_at IS NULL ORDER BY i.created_at LIMIT ${most} FOR UPDATE OF i SKIP LOCKED`,
  )
  return rows
}

export async function markInvitesTold(db: Db, ids: readonly string[], now: Date): Promise<void> {
  await db.query('UPDATE invite SET told_at = $2 WHERE id = ANY($1::uuid[])', [ids, now])
}

export async function findInvite(db: Db, id: string): Promise<InviteRow | null> {
  const { rows } = await db.query<InviteRow>(
    `SELECT ${invite} FROM invite i LEFT JOIN customer c ON c.id = i.customer_id WHERE i.id = $1`,
    [id],
  )
  return rows[0] ?? null
}

const reset = `r.id, m.email, m.name, r.expires_at AS "expiresAt",
  r.used_at IS NOT NULL OR m.disabled_at IS NOT NULL AS over`

export async function lockUntoldResets(db: Db): Promise<ResetRow[]> {
  const { rows } = await db.query<ResetRow>(
    `SELECT ${reset} FROM password_reset r JOIN member m ON m.id = r.member_id
      WHERE r.told_at IS NULL ORDER BY r.created_at LIMIT ${most} FOR UPDATE OF r SKIP LOCKED`,
  )
  return rows
}

export async function markResetsTold(db: Db, ids: readonly string[], now: Date): Promise<void> {
  await db.query('UPDATE password_reset SET told_at = $2 WHERE id = ANY($1::uuid[])', [ids, now])
}

export async function findReset(db: Db, id: string): Promise<ResetRow | null> {
  const { rows } = await db.query<ResetRow>(
    `SELECT ${reset} FROM password_reset r JOIN member m ON m.id = r.member_id WHERE r.id = $1`,
    [id],
  )
  return rows[0] ?? null
}
