import type { WireReport } from '#lib/telemetry/columns.ts'
import type { ClientInfo } from '#lib/telemetry/contract.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'
import { type ReplayedCall, replaySteps } from '../replay-call.ts'
import type { Run } from './runs.ts'

/** One end of an imported call, already named by our ids. */
export type ImportedEnd = {
  participantId: string
  externalId: string
  name: string | null
  client: ClientInfo
  tellsMute: boolean
  /** runs of the SDK, oldest first; a dump has one */
  runs: ({ bootNo: number } & Run)[]
}

export type ImportHead = {
  customerId: string
  appId: string
  sessionId: string
  day: string
  externalId: string
  name: string | null
  startedAt: number
  importedFrom: string
  newId: () => string
}

/**
 * Lets a dump happen again as a call that is marked as imported: the very steps of a live one, in a registry of its own,
 * so nothing of it is counted anywhere else. `pause` is awaited between steps.
 */
export async function replayImport(
  head: ImportHead,
  ends: readonly ImportedEnd[],
  pause: () => Promise<void> = async () => {},
): Promise<ReplayedCall> {
  const { startedAt, importedFrom, newId, ...about } = head
  const call = { about: { ...about, simulated: false, tags: {} }, startedAt, people: ends.map(personOf) }
  const steps = replaySteps(call, newId)
  let step = steps.next()
  while (!step.done) {
    await pause()
    step = steps.next()
  }
  Object.assign(step.value.session, { source: 'imported', importedFrom })
  return step.value
}

function personOf({ runs, ...end }: ImportedEnd) {
  const reports: WireReport[] = runs.flatMap((run) => run.reports)
  const events: WireEvent[] = runs.flatMap((run) => run.events)
  return {
    ...end,
    reports,
    events,
    bootNos: runs.map(({ bootNo }) => bootNo),
    restartsAt: runs.slice(1).map(firstSeq),
  }
}

const firstSeq = ({ reports, events }: Run): number =>
  Math.min(reports[0]?.[0] ?? Number.POSITIVE_INFINITY, events[0]?.seq ?? Number.POSITIVE_INFINITY)
