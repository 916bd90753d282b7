import type { Pool } from 'pg'
import type { Tx } from '#lib/db/transaction.server.ts'

/** Slack channels as a click meets them, and whose account a person of Slack is. */

export type ClickedChannel = { customerId: string | null; sealed: Buffer | null; teamId: string }

export async function findClickedChannel(db: Pool, channelId: string): Promise<ClickedChannel | null> {
  const { rows } = await db.query<ClickedChannel>(
    `SELECT customer_id AS "customerId", sealed, coalesce(settings->>'teamId', '') AS "teamId" FROM channel
      WHERE id = $1 AND kind = 'slack' AND disabled_at IS NULL`,
    [channelId],
  )
  return rows[0] ?? null
}

export async function findLinkedMember(db: Pool, teamId: string, userId: string): Promise<string | null> {
  const { rows } = await db.query<{ memberId: string }>(
    'SELECT member_id AS "memberId" FROM slack_link WHERE team_id = $1 AND slack_user_id = $2',
    [teamId, userId],
  )
  return rows[0]?.memberId ?? null
}

export async function saveLink(
  tx: Tx,
  { teamId, slackUserId, memberId }: { teamId: string; slackUserId: string; memberId: string },
  linkedAt: Date,
): Promise<void> {
  await tx.slackLink.upsert({
    where: { teamId_slackUserId: { teamId, slackUserId } },
    create: { teamId, slackUserId, memberId, linkedAt },
    update: { memberId, linkedAt },
  })
}
