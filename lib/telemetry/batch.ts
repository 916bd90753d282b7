import type { WireReport } from './columns.ts'
import type { Envelope, RejectCode } from './contract.ts'
import type { WireEvent } from './event-types.ts'

/** Whose telemetry this is: decided by the key, never by the body. */
export type Source = {
  customerId: string
  appId: string
  keyId: string
  /** traffic of a key that is marked as simulated */
  simulated: boolean
}

/** A batch whose key, origin, size and shape are checked. Indexes of `rejected` count reports first, then events. */
export type Batch = {
  source: Source
  envelope: Omit<Envelope, 'reports' | 'events' | 'key'>
  /** server's clock, epoch ms, when the body was complete */
  receivedAt: number
  reports: WireReport[]
  /** the reports' own JSON text, parallel to `reports`; absent when only the parsed form is at hand */
  reportTexts?: string[]
  events: WireEvent[]
  rejected: { i: number; code: RejectCode }[]
}

/** Where a batch's rows belong. `day` (YYYY-MM-DD) is the day the session started: the partition. */
export type Binding = {
  customerId: string
  appId: string
  sessionId: string
  participantId: string
  bootNo: number
  day: string
}

/** Rows to commit, with times already placed on the server's time line. */
export type RowsToWrite = {
  binding: Binding
  receivedAt: number
  /** `text` is the report's own JSON, when it is at hand: it saves writing it again */
  reports: { at: number; clamped: boolean; report: WireReport; text?: string }[]
  events: { at: number; clamped: boolean; event: WireEvent }[]
}

/** What was new. The flags run parallel to the arrays of `RowsToWrite`; false = the row was there already. */
export type Written = {
  reports: boolean[]
  events: boolean[]
  committedAt: number
  /** rows the database refused for their content (reports first, then events); neither new nor duplicate */
  refused?: number[]
}
