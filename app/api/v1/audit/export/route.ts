import { auditCsv, auditJson, inPieces } from '#lib/access/audit/audit-file.ts'
import { auditExportQuerySchema } from '#lib/access/audit/contract.ts'
import { allAudit, readAudit } from '#lib/access/audit/read-audit.server.ts'
import { route } from '../../../door.ts'
import { Download, downloadSchema } from '../../../download.ts'

export const GET = route(
  'GET /api/v1/audit/export',
  { query: auditExportQuerySchema, respond: downloadSchema },
  async ({ member, query: { format, ...filter }, now }) => {
    // what would be refused is refused before the file begins
    await readAudit(member, { ...filter, limit: 1 })
    const entries = allAudit(member, filter)
    const [texts, type] =
      format === 'csv'
        ? [auditCsv(entries), 'text/csv; charset=utf-8']
        : [auditJson(entries), 'application/json']
    return new Download(inPieces(texts), type, `earshot-audit-${now.toISOString().slice(0, 10)}.${format}`)
  },
)
