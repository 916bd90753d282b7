import type { TenantScope } from '#lib/access/member.ts'
import type { WireReport } from '#lib/telemetry/columns.ts'
import { checkReport } from '#lib/telemetry/contract.ts'
import type { EventType, WireEvent } from '#lib/telemetry/event-types.ts'
import {
  type ExportPlace,
  findExportBoots,
  findExportEvents,
  findExportReports,
  pageRows,
} from './store.server.ts'

/** An export holds at most this much of one participant: about a working day. */
const maxReports = 20_000

export async function bootsOf(scope: TenantScope, place: ExportPlace): Promise<number[]> {
  return (await findExportBoots(scope, place)).map(({ bootNo }) => bootNo)
}

/** A run's reports as the wire has them, on the server's time line. */
export async function* reportsOf(
  scope: TenantScope,
  place: ExportPlace,
  bootNo: number,
): AsyncGenerator<WireReport> {
  let after = -1
  for (let read = 0; read < maxReports; ) {
    const page = await findExportReports(scope, place, bootNo, after)
    for (const { seq, at, payload } of page) {
      after = seq
      const report = checkReport(JSON.parse(payload))
      if (typeof report !== 'string') yield [seq, Math.round(at), report[2], report[3]]
    }
    read += page.length
    if (page.length < pageRows) return
  }
}

export async function* eventsOf(
  scope: TenantScope,
  place: ExportPlace,
  bootNo: number,
): AsyncGenerator<WireEvent> {
  let after = -1
  while (true) {
    const page = await findExportEvents(scope, place, bootNo, after)
    for (const { seq, at, type, connection, track, data } of page) {
      after = seq
      yield {
        seq,
        t: Math.round(at),
        type: type as EventType,
        ...(connection === null ? {} : { connection }),
        ...(track === null ? {} : { track }),
        ...(Object.keys(data).length === 0 ? {} : { data }),
      }
    }
    if (page.length < pageRows) return
  }
}
