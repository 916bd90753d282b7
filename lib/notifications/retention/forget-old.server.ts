import { pool } from '#lib/db/pools.server.ts'
import { deleteOldResets, deleteSettledDeliveries, deleteSettledMessages } from './store.server.ts'

const dayMs = 24 * 3_600_000
/** A year of who was told what, and a month to look at it. Alerts and their timelines stay. */
export const messagesKeptDays = 400
/** What came in is on the alerts it made; the payload itself is only for finding out why it did not. */
export const payloadsKeptDays = 30
export const resetsKeptDays = 30

/** Messages and payloads that nobody needs any more. What waits for somebody stays, however old. */
export async function forgetOldMessages(now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * dayMs)
  while ((await deleteSettledMessages(pool('worker'), before(messagesKeptDays))) > 0);
  while ((await deleteOldResets(pool('worker'), before(resetsKeptDays))) > 0);
  while ((await deleteSettledDeliveries(pool('worker'), before(payloadsKeptDays))) > 0);
}
