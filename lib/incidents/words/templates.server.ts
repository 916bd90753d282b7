import type { TenantScope } from '#lib/access/member.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import { findTemplates } from './updates-store.server.ts'

/** Words to begin an update with: the scope's own and those of all. */
export const readTemplates = (scope: TenantScope) =>
  writeInScope(scope, async (db) => ({ templates: await findTemplates(db, scope.customerIds) }))
