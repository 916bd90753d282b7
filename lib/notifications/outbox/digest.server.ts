import type { PoolClient } from 'pg'
import type { OutboxRow } from './contract.ts'
import { enqueue } from './enqueue.server.ts'
import type { ChannelRow } from './facts/store.server.ts'
import { extendDigest, lockWaitingDigest, settleInto } from './record/store.server.ts'

/** How long what is over the budget is gathered before it is told in one message. */
export const gatherMs = 5 * 60_000

/** Puts a message into the digest that waits for its channel, or begins one. */
export async function bundle(
  client: PoolClient,
  row: OutboxRow,
  channel: ChannelRow,
  why: string,
  now: Date,
) {
  const waiting = await lockWaitingDigest(client, row)
  const into = waiting ? waiting.id : await begin(client, row, channel, why, now)
  if (waiting) await extendDigest(client, waiting, row)
  if (!(await settleInto(client, row, 'bundled', into, null)))
    throw new Error('a message was bundled by two senders')
}

async function begin(
  client: PoolClient,
  row: OutboxRow,
  channel: ChannelRow,
  why: string,
  now: Date,
): Promise<string> {
  const { customerId, channelId, alertIds, payload } = row
  const [id] = await enqueue(
    client,
    [
      {
        customerId,
        kind: 'digest',
        transition: 'digest',
        channelId,
        memberId: null,
        subjectId: row.id,
        alertIds,
        groupId: null,
        idempotencyKey: `digest/${channel.id}/${row.id}`,
        payload: {
          reason: `told together, because ${why}`,
          firing: payload.firing,
          resolved: payload.resolved,
          text: `Told together, because ${why}.`,
        },
        priority: 2,
        notBefore: new Date(now.getTime() + gatherMs),
        expiresAt: null,
      },
    ],
    now,
  )
  if (id === undefined) throw new Error('a digest was begun twice by one message')
  return id
}
