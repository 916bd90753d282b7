import type { TenantScope } from '#lib/access/member.ts'
import { pool } from '#lib/db/pools.server.ts'
import type { RowsToWrite } from '#lib/telemetry/batch.ts'
import { type ReportCodeReply, reportCodeDays, reportCodeSchema } from '../annotations/contract.ts'
import { findReportedMoments, type ReportCodeRow, saveReportCodes } from './store.server.ts'

const dayMs = 86_400_000

/**
 * Keeps the codes of a committed batch before it is acknowledged: a batch whose answer got lost comes again and keeps
 * them then. Also for calls that are history, since who could not get through sends late and reads the code out first.
 */
export async function keepReportCodes(rows: RowsToWrite): Promise<void> {
  const codes = codesIn(rows)
  if (codes.length > 0) await saveReportCodes(pool('ingest'), codes)
}

/** A code that no page of ours makes opens nothing. */
export function codesIn({ binding, events }: RowsToWrite): ReportCodeRow[] {
  const { customerId, sessionId, participantId } = binding
  return events.flatMap(({ event, at }) => {
    if (event.type !== 'report-code') return []
    const code = reportCodeSchema.safeParse(event.data?.code)
    return code.success ? [{ customerId, code: code.data, at: new Date(at), sessionId, participantId }] : []
  })
}

/** The moment that a code opens; null where none of the member's customers has it, or it is too long ago. */
export async function openReportCode(
  scope: TenantScope,
  code: string,
  now: number,
): Promise<ReportCodeReply | null> {
  const since = new Date(now - reportCodeDays * dayMs)
  const [newest, ...others] = await findReportedMoments(scope, code, since)
  return newest ? { ...newest, code, others } : null
}
