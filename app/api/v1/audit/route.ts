import { auditQuerySchema, auditSchema } from '#lib/access/contract.ts'
import { readAudit } from '#lib/access/read-audit.server.ts'
import { route } from '../../door.ts'

export const GET = route(
  'GET /api/v1/audit',
  { query: auditQuerySchema, respond: auditSchema },
  ({ member, query }) => readAudit(member, query),
)
