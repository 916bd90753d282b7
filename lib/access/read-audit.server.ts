import { assumeMember, inScope } from '#lib/db/transaction.server.ts'
import type { AuditPage } from './contract.ts'
import type { Member } from './member.ts'
import { listAudit } from './store.server.ts'

/** Who did what, newest first. Admins read the whole trail, managers only what concerns their customers. */
export async function readAudit(
  member: Member,
  page: { before?: string; limit: number },
): Promise<AuditPage> {
  const scope = { ...member.scope, installation: member.role === 'admin' }
  const rows = await inScope(member.scope, async (tx) => {
    await assumeMember(tx, member.id)
    return listAudit(tx, scope, page.before ?? null, page.limit)
  })
  const entries = rows.map(({ at, data, ...row }) => ({ ...row, at: at.getTime(), data: asRecord(data) }))
  return { entries, next: rows.length === page.limit ? (rows.at(-1)?.id ?? null) : null }
}

function asRecord(data: unknown): Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : {}
}
