import { assumeMember, inScope } from '#lib/db/transaction.server.ts'
import type { Member } from '../member.ts'
import { within } from '../within.ts'
import type { AuditEntry, AuditFilter, AuditPage } from './contract.ts'
import { listAudit } from './store.server.ts'

/** Who did what, newest first. Admins read the whole trail, managers only what concerns their customers. */
export async function readAudit(
  member: Member,
  { before, limit, ...filter }: AuditFilter & { before?: string | undefined; limit: number },
): Promise<AuditPage> {
  const scope =
    filter.customer === undefined
      ? { ...member.scope, installation: member.role === 'admin' }
      : { customerIds: [within(member.scope, filter.customer)], installation: false }
  const rows = await inScope(member.scope, async (tx) => {
    await assumeMember(tx, member.id)
    return listAudit(tx, scope, filter, { before: before ?? null, limit })
  })
  const entries = rows.map(({ at, data, ...row }) => ({ ...row, at: at.getTime(), data: asRecord(data) }))
  return { entries, next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null }
}

function asRecord(data: unknown): Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : {}
}

const rowsAtOnce = 200
/** More than this is a job for the database. */
export const maxExported = 100_000

/** The whole trail that the filter finds, page by page as it is taken; ends at `maxExported`. */
export async function* allAudit(member: Member, filter: AuditFilter): AsyncGenerator<AuditEntry> {
  let before: string | undefined
  for (let sent = 0; sent < maxExported; sent += rowsAtOnce) {
    const { entries, next } = await readAudit(member, { ...filter, before, limit: rowsAtOnce })
    yield* entries
    if (next === null) return
    before = next
  }
}
