import type { Pool } from 'pg'
import type { TenantScope } from '#lib/access/member.ts'
import { queryInScope } from '#lib/db/transaction.server.ts'
import type { ReportedMoment } from '../annotations/contract.ts'

/** The codes that users read out, and the moments they open. */

export type ReportCodeRow = {
  customerId: string
  code: string
  at: Date
  sessionId: string
  participantId: string
}

/** Written again, nothing changes. */
export async function saveReportCodes(db: Pool, rows: ReportCodeRow[]): Promise<void> {
  await db.query(
    `INSERT INTO report_code (customer_id, code, at, session_id, participant_id)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[], $5::uuid[]) ON CONFLICT DO NOTHING`,
    [
      rows.map((row) => row.customerId),
      rows.map((row) => row.code),
      rows.map((row) => row.at),
      rows.map((row) => row.sessionId),
      rows.map((row) => row.participantId),
    ],
  )
}

const mostMoments = 20

/** Newest first; a code that was sent twice by the same participant is one moment, its first. */
export function findReportedMoments(scope: TenantScope, code: string, since: Date) {
  return queryInScope<ReportedMoment>(
    scope,
    `SELECT r.session_id AS "sessionId", r.participant_id AS "participantId",
            (extract(epoch FROM min(r.at)) * 1000)::float8 AS at, c.name AS "customerName",
            coalesce(s.name, s.external_id) AS "sessionName", coalesce(p.name, p.external_id) AS "participantName"
       FROM report_code r
       JOIN customer c ON c.id = r.customer_id
       JOIN session s ON s.customer_id = r.customer_id AND s.id = r.session_id
       JOIN participant p ON p.customer_id = r.customer_id AND p.id = r.participant_id
      WHERE r.customer_id = ANY($1::uuid[]) AND r.code = $2 AND r.at >= $3
      GROUP BY r.session_id, r.participant_id, c.name, s.name, s.external_id, p.name, p.external_id
      ORDER BY min(r.at) DESC LIMIT ${mostMoments}`,
    [scope.customerIds, code, since],
  )
}
