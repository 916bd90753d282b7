import type { PoolClient } from 'pg'

/** Held work, by Postgres's clock alone: clocks of machines differ. */
export type WorkLease = { name: string; fence: string }

type Db = Pick<PoolClient, 'query'>

/**
 * Takes the lease when it is free, over, or already ours; null when another worker holds it. The fence rises whenever it
 * changes hands, so that a holder who slept past the end can be told from the new one.
 */
export async function takeLease(
  db: Db,
  name: string,
  holder: string,
  forMs: number,
): Promise<WorkLease | null> {
  const { rows } = await db.query<{ fence: string }>(
    `INSERT INTO work_lease (name, holder, fence, until)
     VALUES ($1, $2, 1, clock_timestamp() + $3 * interval '1 millisecond')
     ON CONFLICT (name) DO UPDATE SET
       holder = EXCLUDED.holder,
       fence = work_lease.fence + (work_lease.holder <> EXCLUDED.holder)::int,
       until = EXCLUDED.until
     WHERE work_lease.holder = EXCLUDED.holder OR work_lease.until < clock_timestamp()
     RETURNING fence::text`,
    [name, holder, forMs],
  )
  return rows[0] ? { name, fence: rows[0].fence } : null
}

/** Whether the lease is still ours, held for the rest of the transaction: ask before committing what it protects. */
export async function holdsLease(db: Db, { name, fence }: WorkLease): Promise<boolean> {
  const { rows } = await db.query(`SELECT 1 FROM work_lease WHERE name = $1 AND fence = $2 FOR SHARE`, [
    name,
    fence,
  ])
  return rows.length > 0
}

/** Gives it back at once, for whoever waits. */
export async function releaseLease(db: Db, { name, fence }: WorkLease): Promise<void> {
  await db.query(`UPDATE work_lease SET until = '-infinity' WHERE name = $1 AND fence = $2`, [name, fence])
}

/** The commit time up to which this work is done: "alive" means this moves. */
export async function recordProgress(db: Db, { name, fence }: WorkLease, at: Date): Promise<void> {
  await db.query(`UPDATE work_lease SET progress = $3 WHERE name = $1 AND fence = $2`, [name, fence, at])
}
