import { pool } from '#lib/db/pools.server.ts'
import { inTransaction } from '#lib/db/transaction.server.ts'
import { enqueue } from '../outbox/enqueue.server.ts'
import { takeDueCanaries } from './store.server.ts'

/** Once a day, where it is switched on: a channel that says nothing for weeks should be known to work. */
export async function sendCanaries(now: Date): Promise<void> {
  await inTransaction(pool('worker'), async (client) => {
    const due = await takeDueCanaries(client, now)
    const drafts = due.map(({ id, customerId }) => ({
      customerId,
      kind: 'canary' as const,
      transition: 'canary',
      channelId: id,
      memberId: null,
      subjectId: id,
      alertIds: [],
      groupId: null,
      idempotencyKey: `canary:1:${id}:${now.getTime()}`,
      payload: {
        reason: 'the daily check of this channel',
        firing: [],
        resolved: [],
        subject: 'Earshot: this channel works',
        text: 'The daily check of this channel. Nothing is wrong.',
      },
      priority: 9,
      notBefore: now,
      expiresAt: new Date(now.getTime() + 12 * 60 * 60_000),
    }))
    await enqueue(client, drafts, now)
  })
}
