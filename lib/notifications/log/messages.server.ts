import type { Member, TenantScope } from '#lib/access/member.ts'
import { Refused } from '#lib/errors.ts'
import type { MessagesQuery, MessageView } from '../contract.ts'
import { asMember, mayServe, noSuchThing, recordChange } from '../settings-right.server.ts'
import {
  findMessage,
  findMessages,
  findMessagesOfAlert,
  isChannelInSight,
  setPending,
} from './store.server.ts'

export async function listMessages(
  scope: TenantScope,
  query: MessagesQuery,
): Promise<{ messages: MessageView[] }> {
  if (query.channel !== undefined && !(await isChannelInSight(scope, query.channel))) throw noSuchThing()
  return { messages: await findMessages(scope, query) }
}

export const readMessage = (scope: TenantScope, outboxId: string): Promise<MessageView | null> =>
  findMessage(scope, outboxId)

/** Who was told what of an alert, when, and how it went. Null: no such alert. */
export async function messagesOfAlert(
  scope: TenantScope,
  alertId: string,
): Promise<{ messages: MessageView[] } | null> {
  const messages = await findMessagesOfAlert(scope, alertId)
  return messages && { messages }
}

/** Tries a message that was given up once more. */
export async function retryMessage(member: Member, outboxId: string, now: Date): Promise<MessageView> {
  const message = await findMessage(member.scope, outboxId)
  if (!message) throw noSuchThing()
  mayServe(member, message.customerId)
  await asMember(member, async (tx) => {
    if (!(await setPending(tx, outboxId, now)))
      throw new Refused('already-done', 'Only a message that was given up can be tried again.')
    const { customerId, destination } = message
    const change = { customerId, kind: 'message.retried', subjectType: 'message', subjectId: outboxId }
    await recordChange(tx, member, change, { destination }, now)
  })
  return (await findMessage(member.scope, outboxId)) ?? message
}
