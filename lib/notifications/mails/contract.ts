import type { OutboxDraft } from '../outbox/contract.ts'

/**
 * Mails to an address: somebody invited, somebody who forgot a password, a subscriber. What is to be told stands in the
 * rows it is about, never in a queue of its own: a source looks for rows that nobody was told of, and marks them in the
 * transaction that writes the mails down. What a mail says, and its links, are made when it is sent.
 */
export type MailWords = {
  /** one line, whatever is in it */
  subject: string
  /** who it is from and about, above the text */
  heading: string
  /** plain text, untrusted; line breaks stay */
  paragraphs: readonly string[]
  /** the one thing to do */
  link: { label: string; url: string } | null
  /** why somebody gets this, in a sentence */
  why: string
  /** of a subscription: how it ends */
  unsubscribeUrl: string | null
}

const hourMs = 60 * 60_000

/** A mail to an address about the row `subjectId`; the key makes telling it twice one mail. */
export function mailDraft(
  given: Pick<OutboxDraft, 'customerId' | 'subjectId'> & {
    key: string
    address: string
    /** what makes it another mail: the address, an expiry */
    once: string
    reason: string
    now: Date
    /** whether somebody waits for it at this moment */
    urgent?: boolean
    expiresAt?: Date
    about?: string
  },
): OutboxDraft {
  const { customerId, subjectId, key, address, once, reason, now, urgent, expiresAt, about } = given
  return {
    ...{ customerId, kind: 'mail', transition: key, channelId: null, memberId: null, address, subjectId },
    ...{ alertIds: [], groupId: null, idempotencyKey: `mail:${key}:${subjectId}:${once}` },
    payload: { reason, firing: [], resolved: [], ...(about !== undefined && { about }) },
    priority: urgent ? 1 : 4,
    notBefore: now,
    expiresAt: expiresAt ?? new Date(now.getTime() + 24 * hourMs),
  }
}
