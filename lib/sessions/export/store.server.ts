import type { TenantScope } from '#lib/access/member.ts'
import { everywhere } from '#lib/db/frozen.server.ts'
import { queryInScope } from '#lib/db/transaction.server.ts'
import type { StoredEvent, StoredReport } from '../replay.ts'

/** What an export reads of a call, page by page: no page holds more than `pageRows`. */
export const pageRows = 2_000

const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`

export type ExportPlace = { customerId: string; sessionId: string; day: string; participantId: string }

export function findExportBoots(scope: TenantScope, place: ExportPlace): Promise<{ bootNo: number }[]> {
  return queryInScope<{ bootNo: number }>(
    scope,
    `SELECT DISTINCT boot_no::float8 AS "bootNo" FROM ${everywhere('event')} e
      WHERE customer_id = $1 AND session_id = $2 AND participant_id = $3 AND day = $4
      UNION
     SELECT DISTINCT boot_no::float8 FROM ${everywhere('telemetry')} t WHERE customer_id = $1 AND participant_id = $3 AND day = $4
      ORDER BY 1 LIMIT 200`,
    [place.customerId, place.sessionId, place.participantId, place.day],
  )
}

export function findExportReports(scope: TenantScope, place: ExportPlace, bootNo: number, afterSeq: number) {
  return queryInScope<StoredReport>(
    scope,
    `SELECT participant_id AS "participantId", boot_no::float8 AS "bootNo", seq, ${ms('at', 'at')},
            convert_from(payload, 'UTF8') AS payload FROM ${everywhere('telemetry')} t
      WHERE customer_id = $1 AND participant_id = $2 AND boot_no = $3 AND day = $4 AND seq > $5
      ORDER BY seq LIMIT ${pageRows}`,
    [place.customerId, place.participantId, bootNo, place.day, afterSeq],
  )
}

export function findExportEvents(scope: TenantScope, place: ExportPlace, bootNo: number, afterSeq: number) {
  return queryInScope<StoredEvent>(
    scope,
    `SELECT participant_id AS "participantId", boot_no::float8 AS "bootNo", seq, ${ms('at', 'at')}, type, connection,
            track, data FROM ${everywhere('event')} e
      WHERE customer_id = $1 AND session_id = $2 AND participant_id = $3 AND boot_no = $4 AND day = $5 AND seq > $6
      ORDER BY seq LIMIT ${pageRows}`,
    [place.customerId, place.sessionId, place.participantId, bootNo, place.day, afterSeq],
  )
}
