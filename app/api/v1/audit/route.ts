import { auditQuerySchema, auditSchema } from '#lib/access/audit/contract.ts'
import { readAudit } from '#lib/access/audit/read-audit.server.ts'
import { route } from '../../door.ts'

export const GET = route(
  'GET /api/v1/audit',
  { query: auditQuerySchema, respond: auditSchema },
  ({ member, query }) => readAudit(member, query),
)
