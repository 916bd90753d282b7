import type { ChatHealth } from '#lib/quality/chat-health.ts'
import type { ParticipantContext } from '#lib/quality/participant-context.ts'
import type { ParticipantQuality } from '#lib/quality/participant-pass.ts'
import type { TrackQuality } from '#lib/quality/track-quality.ts'
import type { DecodedReport } from '#lib/telemetry/decode-report.ts'
import type { Memory } from './memory.ts'
import type { PersonHistory } from './person-history.ts'

/** One participant as a diagnosis sees them. Times are on the server's clock unless they say client. */
export type Person = {
  readonly participantId: string
  readonly externalId: string
  readonly role: string | null
  readonly client: Record<string, unknown>
  readonly tags: Record<string, string>
  /** whether its source tells when somebody mutes; a dump of the browser does not */
  readonly tellsMute: boolean
  state: 'joining' | 'present' | 'no-telemetry' | 'left'
  stateSince: number
  joinedAt: number
  leftAt: number | null
  leftReason: string | null
  lastReportAt: number | null
  intervalMs: number
  context: ParticipantContext
  quality: ParticipantQuality
  /** null = no chat and no data channel */
  chat: ChatHealth | null
  memory: Memory
  history: PersonHistory
}

/** The page tells of messages and never had a connection: there is no call to join. */
export const onlyChats = ({ chat, context }: Pick<Person, 'chat' | 'context'>): boolean =>
  chat?.used === true && context.connections.size === 0

/** One report of one person, after it was scored. */
export type Look = {
  person: Person
  report: DecodedReport
  nowMs: number
  /** the tracks of this report; one that has vanished says nothing any more */
  tracks: readonly (readonly [number: number, track: TrackQuality])[]
  /** everybody else who is in the call now */
  others: readonly string[]
  /** who sends a received track, and as which of their tracks; null = not in this call, or not to be told */
  senderOf: (track: number) => Sent | null
  /** something of this person is being watched: what cannot be measured must be said, not left out */
  watching: boolean
}

/** The sending end of a received track: layers of one picture are several tracks. */
export type Sent = { person: Person; tracks: readonly TrackQuality[] }
