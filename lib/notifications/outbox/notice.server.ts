import type { PoolClient } from 'pg'
import { env } from '#lib/env.server.ts'
import { enqueue } from './enqueue.server.ts'
import { type ChannelRow, findOwners, findPerson } from './facts/store.server.ts'

/** A broken channel cannot say so itself: its owner hears it by another way. */
export async function tellOwner(
  client: PoolClient,
  channel: ChannelRow,
  problem: string,
  now: Date,
): Promise<void> {
  const owners = await findOwners(client, channel)
  const drafts = []
  for (const memberId of owners) {
    const person = await findPerson(client, memberId, channel.customerId)
    if (person === null) continue
    const hasMail = env().EARSHOT_SMTP_URL !== undefined && channel.kind !== 'email'
    drafts.push({
      customerId: channel.customerId,
      kind: 'notice' as const,
      transition: 'broken',
      channelId: null,
      memberId,
      subjectId: channel.id,
      alertIds: [],
      groupId: null,
      idempotencyKey: `notice/broken/${channel.id}/${now.getTime()}/${memberId}`,
      payload: {
        reason: 'you look after this channel',
        firing: [],
        resolved: [],
        by: hasMail || person.slackUser === null ? ('email' as const) : ('slack' as const),
        subject: `Channel “${channel.name}” is broken`,
        text: `Nothing is sent to “${channel.name}” (${channel.kind}) any more: ${problem}. Mend it under Settings, Channels, and test it.`,
      },
      priority: 1,
      notBefore: now,
      expiresAt: null,
    })
  }
  await enqueue(client, drafts, now)
}
