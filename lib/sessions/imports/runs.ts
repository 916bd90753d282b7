import type { WireReport } from '#lib/telemetry/columns.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'
import type { ImportedParticipant } from '#lib/telemetry/imports/imported-call.ts'

export type Run = { reports: WireReport[]; events: WireEvent[] }

/** A participant's items by run of the SDK; each run counts from where it began, which nobody minds. */
export function runsOf({ reports, events, restartsAt = [] }: ImportedParticipant): Run[] {
  const starts = [0, ...restartsAt]
  return starts.map((from, i) => {
    const until = starts[i + 1] ?? Number.POSITIVE_INFINITY
    const isOf = (seq: number) => seq >= from && seq < until
    return {
      reports: reports.filter(([seq]) => isOf(seq)),
      events: events.filter(({ seq }) => isOf(seq)),
    }
  })
}
