import { v7 as uuidv7 } from 'uuid'
import type { Member } from '#lib/access/member.ts'
import { asMember } from '../../settings-right.server.ts'
import { existing, record } from '../manage.server.ts'
import { insertTest } from './store.server.ts'

/** Sends a test the way everything is sent; the far end's real answer is then read from the message. */
export function testChannel(member: Member, channelId: string, now: Date): Promise<{ outboxId: string }> {
  return asMember(member, async (tx) => {
    const { customerId, name, kind } = await existing(tx, member, channelId)
    const outboxId = uuidv7()
    await insertTest(tx, { outboxId, customerId, channelId, by: member.name }, now)
    await record(tx, member, 'channel.tested', { id: channelId, customerId, name, kind, outboxId }, now)
    return { outboxId }
  })
}
