import type { PoolClient } from 'pg'
import type { Send } from '../channels/contract.ts'
import type { OutboxRow } from './contract.ts'

/** What routing wants to know of its groups' messages, in the transaction that records it. */
export type Told = (client: PoolClient, row: OutboxRow, now: Date) => Promise<void>

/** What the sender stands on; tests give their own clock, dice and far end. */
export type SenderDeps = {
  now: () => Date
  /** 0 … 1, for jitter */
  random: () => number
  send: Send
  recordDelivered: Told
  recordUndelivered: Told
  onError: (error: unknown) => void
}
