import type { ChannelKind, ChannelSecrets, ChannelSettings } from '../contract.ts'
import type { Message } from '../messages/message.ts'
import type { Failure } from '../outbox/classify.ts'

/** What the far end calls the message about a subject, so that it is edited and answered instead of repeated. */
export type Thread = Record<string, unknown>

export type Outcome =
  | {
      ok: true
      statusCode: number | null
      answer: string
      /** kept for the next message about the subject; null = the subject is closed there */
      thread: Thread | null
    }
  | { ok: false; failure: Failure }

/** Where a message goes. Of a person: `to` is their address, or their id in Slack. */
export type Destination = {
  kind: ChannelKind
  settings: ChannelSettings | null
  secrets: ChannelSecrets
  to: string | null
}

export type Send = (message: Message, destination: Destination, thread: Thread | null) => Promise<Outcome>

export const failed = (failure: Failure): Outcome => ({ ok: false, failure })

/** A channel that was never set up right. */
export const unusable = (answer: string): Outcome =>
  failed({ class: 'permanent', statusCode: null, answer, retryAfterMs: null })
