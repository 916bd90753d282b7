import type { Tx } from '#lib/db/transaction.server.ts'
import type { TenantScope } from '../member.ts'
import type { AuditFilter } from './contract.ts'

/** With `installation` also what concerns no customer. */
export type AuditScope = TenantScope & { installation: boolean }

export type AuditRow = {
  id: string
  at: Date
  customerId: string | null
  actorId: string | null
  actorName: string
  kind: string
  subjectType: string
  subjectId: string | null
  data: unknown
}

/** Newest first, after the entry `before`, of these customers. An entry that may not be read ends the list. */
export async function listAudit(
  tx: Tx,
  { customerIds, installation }: AuditScope,
  filter: AuditFilter,
  page: { before: string | null; limit: number },
): Promise<AuditRow[]> {
  const mark = page.before
    ? await tx.audit.findUnique({ where: { id: page.before }, select: { at: true } })
    : null
  if (page.before && !mark) return []
  const { kind = null, person = null, from, to, text = null } = filter
  const [since, until] = [from === undefined ? null : new Date(from), to === undefined ? null : new Date(to)]
  const like = text === null ? null : `%${escaped(text)}%`
  const kinds = kind === null ? null : `${escaped(kind)}%`
  return tx.$queryRaw<AuditRow[]>`
    SELECT id, at, customer_id AS "customerId", actor_id AS "actorId", actor_name AS "actorName", kind,
           subject_type AS "subjectType", subject_id AS "subjectId", data
      FROM audit
     WHERE (customer_id = ANY(${[...customerIds]}::uuid[]) OR (${installation} AND customer_id IS NULL))
       AND (${person}::uuid IS NULL OR actor_id = ${person}::uuid)
       AND (${kinds}::text IS NULL OR kind LIKE ${kinds})
       AND (${since}::timestamptz IS NULL OR at >= ${since}::timestamptz)
       AND (${until}::timestamptz IS NULL OR at < ${until}::timestamptz)
       AND (${like}::text IS NULL OR actor_name ILIKE ${like} OR kind ILIKE ${like} OR subject_type ILIKE ${like}
            OR subject_id ILIKE ${like} OR data::text ILIKE ${like})
       AND (${mark?.at ?? null}::timestamptz IS NULL
            OR (at, id) < (${mark?.at ?? null}::timestamptz, ${page.before}::uuid))
     ORDER BY at DESC, id DESC
     LIMIT ${page.limit}`
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
