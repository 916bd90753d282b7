/**
 * The outbox: what is to be sent, between those who decide (routing, escalation, verbs) and the sender.
 * A row is written in the transaction of its cause; its `idempotencyKey` makes writing it twice one row.
 */

/**
 * What kind of message. `group`: a route's group of alerts; `page`: one person or channel of an escalation
 * step; `mail`: to an address that is nobody's channel. */
export const outboxKinds = ['group', 'page', 'update', 'digest', 'notice', 'canary', 'test', 'mail'] as const
export type OutboxKind = (typeof outboxKinds)[number]

export type OutboxPayload = {
  /** why it is sent: "first notification", "repeat interval elapsed", "nobody acknowledged for 10 minutes" */
  reason: string
  /** alert ids as the decision saw them; the text shows what is true when it is sent */
  firing: readonly string[]
  resolved: readonly string[]
  /** escalation step and round, from 1 */
  step?: number
  loop?: number
  /** how a person is told */
  by?: 'email' | 'slack'
  /** of a notice: its subject and text */
  subject?: string
  text?: string
  /** of a mail to an address: the subscription it goes to */
  about?: string
}

export type OutboxDraft = {
  customerId: string | null
  kind: OutboxKind
  /** firing | resolved | acknowledged | snoozed | escalated | reminder | broken | … */
  transition: string
  /** one of the two; a person is told at their own address */
  channelId: string | null
  memberId: string | null
  /** of a mail to somebody who is no member: a subscriber, somebody invited */
  address?: string | null
  subjectId: string
  alertIds: readonly string[]
  groupId: string | null
  idempotencyKey: string
  payload: OutboxPayload
  /** 0 = the first word about an alert … 9 = canary */
  priority: number
  notBefore: Date
  expiresAt: Date | null
}

/** A row as the sender holds it. */
export type OutboxRow = OutboxDraft & {
  id: string
  createdAt: Date
  attempts: number
  /** fencing token of this lease */
  fence: string
  possibleRepeat: boolean
}
