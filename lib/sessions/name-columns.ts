import { connectionColumns, trackColumns, trackHeadColumns } from '#lib/telemetry/columns.ts'
import { checkReport } from '#lib/telemetry/contract.ts'
import { decodeReport } from '#lib/telemetry/decode-report.ts'
import type { StoredReport } from './replay.ts'
import type { RawReport } from './track-contract.ts'

/** A stored report with every column by its W3C name; null when it cannot be read. */
export function nameColumns(stored: StoredReport): RawReport['report'] {
  const report = checkReport(JSON.parse(stored.payload))
  if (typeof report === 'string') return null
  const { connections, tracks } = decodeReport(report)
  return {
    participantId: stored.participantId,
    at: stored.at,
    boot: stored.bootNo,
    seq: stored.seq,
    connections: connections.map(({ connection, row }) => ({
      connection,
      values: named(connectionColumns, row),
    })),
    tracks: tracks.map(({ track, type, row }) => ({
      track,
      type,
      values: named([...trackHeadColumns, ...trackColumns[type]], row),
    })),
  }
}

function named(columns: readonly string[], row: readonly (number | null)[]) {
  return columns.map((name, i) => ({ name, value: row[i] ?? null }))
}
