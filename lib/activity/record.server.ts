import type { PoolClient } from 'pg'
import type { Tx } from '../db/transaction.server.ts'
import { type ActivityRow, insertActivity, insertActivityPastPrisma } from './store.server.ts'

export type Activity = Omit<ActivityRow, 'data' | 'subjectId' | 'actorId'> &
  Partial<Pick<ActivityRow, 'data' | 'subjectId' | 'actorId'>>

/**
 * Writes who did what, in the caller's transaction: the change and its record stand or fall together. Without
 * a customer the row concerns the installation. Never put a secret into `data`.
 */
export async function recordActivity(tx: Tx, activity: Activity): Promise<void> {
  await insertActivity(tx, { subjectId: null, actorId: null, data: {}, ...activity })
}

/** The same inside `writeInScope`. */
export async function recordActivityPastPrisma(client: PoolClient, activity: Activity): Promise<void> {
  await insertActivityPastPrisma(client, { subjectId: null, actorId: null, data: {}, ...activity })
}
