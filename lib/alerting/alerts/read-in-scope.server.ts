import type { TenantScope } from '#lib/access/member.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import type { Db } from './store.server.ts'

/** Several reads of one moment within the scope; the database refuses to write in it. */
export function readInScope<T>(scope: TenantScope, work: (db: Db) => Promise<T>): Promise<T> {
  return writeInScope(scope, async (db) => {
    await db.query('SET TRANSACTION READ ONLY')
    return work(db)
  })
}
