import type { Batch, Binding, RowsToWrite, Written } from '#lib/telemetry/batch.ts'
import type { CollectReply } from '#lib/telemetry/contract.ts'
import { nextOffset, placeInTime } from '#lib/telemetry/place-in-time.ts'
import { replyTo } from '#lib/telemetry/reply.ts'
import type { LiveParticipant } from './live-participant.ts'
import type { Applied } from './live-registry.ts'
import { type LiveSession, present } from './live-session.ts'

/** How often the SDK is asked to send and to sample. */
const calmIntervalMs = 5_000
const closeIntervalMs = 2_000
const statsMs = 2_000
const maxOffsets = 50_000

export type TakeDeps = {
  bind: (batch: Batch) => Promise<Binding>
  write: (rows: RowsToWrite) => Promise<Written>
  /** Keeps the codes that users read out; they must open their call before the batch counts as taken. */
  keepReportCodes: (rows: RowsToWrite) => Promise<void>
  /** Finds the live call, loading it when this engine does not hold it; null = the call is history. */
  hold: (binding: Binding, batch: Batch) => Promise<{ session: LiveSession; one: LiveParticipant } | null>
  apply: (session: LiveSession, one: LiveParticipant, rows: RowsToWrite, written: Written) => Applied
  now: () => number
  onError: (error: unknown) => void
}

/**
 * One batch, start to finish: whose is it, place it in time, commit it, let the live call know, answer. Nothing is
 * answered as accepted before it is on disk; what was on disk already is answered as a duplicate and changes nothing.
 */
export function createTaker(deps: TakeDeps): (batch: Batch) => Promise<CollectReply> {
  const offsets = new Map<number, number>()

  function offsetOf(bootNo: number, batch: Batch): number {
    const offset = nextOffset(offsets.get(bootNo) ?? null, batch.envelope.sentAt, batch.receivedAt)
    if (offsets.size >= maxOffsets) offsets.delete(offsets.keys().next().value ?? 0)
    offsets.set(bootNo, offset)
    return offset
  }

  /** The rows are on disk: whatever goes wrong with the live picture now must not turn the ack into a failure. */
  async function applyCommitted(batch: Batch, binding: Binding, rows: RowsToWrite, written: Written) {
    try {
      const held = await deps.hold(binding, batch)
      if (held) deps.apply(held.session, held.one, rows, written)
      return held
    } catch (error) {
      deps.onError(error)
      return null
    }
  }

  return async function takeBatch(batch) {
    const binding = await deps.bind(batch)
    const rows = placeRows(batch, binding, offsetOf(binding.bootNo, batch))
    const written = await deps.write(rows)
    await deps.keepReportCodes(rows)
    const held = await applyCommitted(batch, binding, rows, written)
    return replyTo(batch, written, nextFor(held, deps.now(), batch), deps.now())
  }
}

function placeRows(batch: Batch, binding: Binding, offsetMs: number): RowsToWrite {
  const { receivedAt } = batch
  const place = (t: number) => placeInTime({ t, sentAt: batch.envelope.sentAt, receivedAt, offsetMs })
  return {
    binding,
    receivedAt,
    reports: batch.reports.map((report, i) => ({
      ...place(report[1]),
      report,
      text: batch.reportTexts?.[i],
    })),
    events: batch.events.map((event) => ({ ...place(event.t), event })),
  }
}

/** A call that is bad, watched or lonely is heard more often. */
function nextFor(
  held: { session: LiveSession; one: LiveParticipant } | null,
  now: number,
  batch: Batch,
): CollectReply['next'] {
  if (!held) return { intervalMs: calmIntervalMs, statsMs }
  const { session, one } = held
  const close = session.band === 'bad' || session.watchedUntil > now || present(session).length < 2
  one.intervalMs = close ? closeIntervalMs : calmIntervalMs
  const resendClient = Object.keys(one.client).length === 0 && batch.envelope.client === undefined
  return { intervalMs: one.intervalMs, statsMs, ...(resendClient ? { resendClient } : {}) }
}
