import type { PoolClient } from 'pg'

/** How a channel is doing. */

type Db = Pick<PoolClient, 'query'>

/** It works: what was wrong with it is over. */
export async function markWorking(db: Db, channelId: string, now: Date): Promise<void> {
  await db.query(
    `UPDATE channel SET failures = 0, last_ok_at = $2, paused_until = NULL, broken_at = NULL, broken_reason = NULL
      WHERE id = $1`,
    [channelId, now],
  )
}

/** Told to wait by the far end, when `pausedUntil` is given. */
export async function markFailing(db: Db, channelId: string, pausedUntil: Date | null): Promise<void> {
  await db.query(
    'UPDATE channel SET failures = failures + 1, paused_until = coalesce($2, paused_until) WHERE id = $1',
    [channelId, pausedUntil],
  )
}

/** True: it was not known to be broken. */
export async function markBroken(db: Db, channelId: string, reason: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE channel SET broken_at = $3, broken_reason = $2, failures = failures + 1
      WHERE id = $1 AND broken_at IS NULL`,
    [channelId, reason, now],
  )
  return rowCount === 1
}
