import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { RtcStat } from '#lib/browser-sdk/read-stats.ts'
import type { WireReport } from '#lib/telemetry/columns.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'
import { readParsedRecording } from '#lib/telemetry/imports/call-recording.ts'

/** A call recorded with both ends (`call-recording/1`); see bench/corpus/README.md. */
export type Recording = {
  format: string
  scenario: string
  start: number
  durationMs: number
  pollMs: number
  participants: RecordedParticipant[]
}
type RecordedParticipant = { id: string; events: RecordedEvent[]; peerConnections: RecordedConnection[] }
type RecordedEvent = { t: number; type: string; pc?: string; [field: string]: unknown }
type RecordedConnection = { id: string; remote: string; samples: { t: number; stats: RtcStat[] }[] }

/** What one participant's SDK would have sent, in the order of `seq`. */
export type ReplayedParticipant = {
  id: string
  userAgent: string | null
  reports: WireReport[]
  events: WireEvent[]
}

/** A body of `earshot/1`. */
export type ReplayedBatch = {
  v: 1
  key: string
  batch: string
  boot: string
  sentAt: number
  session: { id: string; name: string }
  participant: { id: string }
  reports: WireReport[]
  events: WireEvent[]
}

export function readRecording(path: string | URL): Recording {
  return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Recording
}

/** Every participant's reports at the given interval, read by the importer's reader as the SDK would have sent them. */
export function replayRecording(
  recording: Recording,
  intervalMs = 2_000,
  key = 'replay',
): ReplayedParticipant[] {
  return readParsedRecording(recording, { key, intervalMs }).participants.map(
    ({ id, client, reports, events }) => ({ id, userAgent: client.userAgent ?? null, reports, events }),
  )
}

/** The participant's items as bodies for the collector, one every `everyMs`. Ids come from `uuid`. */
export function batchesOf(
  participant: ReplayedParticipant,
  about: { key: string; session: string; everyMs?: number; uuid: () => string },
): ReplayedBatch[] {
  const { key, session, everyMs = 5_000, uuid } = about
  const boot = uuid()
  const slots = new Map<number, ReplayedBatch>()
  const slotOf = (t: number) => {
    const slot = Math.floor(t / everyMs)
    const known = slots.get(slot)
    if (known) return known
    const made: ReplayedBatch = {
      v: 1,
      key,
      batch: uuid(),
      boot,
      sentAt: (slot + 1) * everyMs,
      session: { id: session, name: session },
      participant: { id: participant.id },
      reports: [],
      events: [],
    }
    slots.set(slot, made)
    return made
  }
  for (const event of participant.events) slotOf(event.t).events.push(event)
  for (const report of participant.reports) slotOf(report[1]).reports.push(report)
  return [...slots.values()].sort((a, b) => a.sentAt - b.sentAt)
}
