import type { PoolClient } from 'pg'
import type { OutboxDraft, OutboxRow } from '../outbox/contract.ts'
import type { MailWords } from './contract.ts'

export type Composed = { to: 'nobody'; why: string } | { to: 'send'; words: MailWords }

export type MailSource = {
  /** stands in `outbox.transition` */
  key: string
  /** Finds what nobody was told of, marks it, and says what to write down. */
  find: (client: PoolClient, now: Date) => Promise<OutboxDraft[]>
  /** What it says now, and whether anybody still wants to hear it. Without: the draft is no mail to an address. */
  compose?: (client: PoolClient, row: OutboxRow, now: Date) => Promise<Composed>
}
