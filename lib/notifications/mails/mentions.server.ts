import { env } from '#lib/env.server.ts'
import { findMentioned } from './mentions-store.server.ts'
import type { MailSource } from './source.server.ts'

/** After an outage older news than that is not told any more. */
const looksBackMs = 60 * 60_000

/** Who is named in a note on an incident hears of it, by mail; whether they may see the customer is asked when it is sent. */
export const mentions: MailSource = {
  key: 'mention',
  async find(client, now) {
    const found = await findMentioned(client, new Date(now.getTime() - looksBackMs))
    return found.flatMap((one) =>
      one.memberIds.map((memberId) => ({
        ...{
          customerId: one.customerId,
          kind: 'notice' as const,
          transition: 'mention',
          channelId: null,
          memberId,
        },
        ...{ subjectId: one.incidentId, alertIds: [], groupId: null },
        idempotencyKey: `person:incident:${one.eventId}:${memberId}`,
        payload: {
          ...{ reason: 'you were named in a note', firing: [], resolved: [], by: 'email' as const },
          subject: `${one.actorName} mentioned you: ${one.reference} ${one.title}`,
          text: `${one.actorName} named you in a note on ${one.reference}. Read it at ${env().EARSHOT_URL}/incidents/${one.reference}`,
        },
        ...{ priority: 1, notBefore: now, expiresAt: null },
      })),
    )
  },
}
