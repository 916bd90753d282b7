import type { PoolClient } from 'pg'
import { readDirectory } from '../escalation/directory.server.ts'
import type { OutboxDraft } from '../outbox/contract.ts'
import { enqueue } from '../outbox/enqueue.server.ts'
import { findUntold, type Untold } from './events-store.server.ts'
import { pagesOf, type Person } from './pages.ts'
import { type Concern, concernOf, personalKinds } from './personal-events.ts'

/** After an outage older news than that is not told any more. */
const looksBackMs = 60 * 60_000

/**
 * Tells people what concerns them alone: a reminder, the end of their snooze, what was given to them, a mention. By their
 * own rules, and only who may see the customer. An event that was told is known by its key, so asking again tells nobody.
 */
export async function tellPeople(client: PoolClient, now: Date): Promise<number> {
  const events = await findUntold(client, personalKinds, new Date(now.getTime() - looksBackMs))
  const concerns = events.flatMap((event) => {
    const concern = concernOf(event)
    return concern ? [{ event, concern }] : []
  })
  const targets = concerns.flatMap(({ concern }) =>
    concern.memberIds.map((id) => ({ kind: 'member' as const, id })),
  )
  if (targets.length === 0) return 0
  const directoryOf = await readDirectory(client, targets, now)
  const drafts = concerns.flatMap(({ event, concern }) => {
    const { members } = directoryOf(event.customerId)
    const people = concern.memberIds.flatMap((id) => members.get(id) ?? [])
    return people.flatMap((person) => draftsFor(person, event, concern, now))
  })
  return (await enqueue(client, drafts, now)).length
}

function draftsFor(person: Person, event: Untold, concern: Concern, now: Date): OutboxDraft[] {
  const { customerId, alertId, eventId, title } = event
  return pagesOf(person, false, event.severity, now).map(({ by, at }, turn) => ({
    customerId,
    kind: concern.as === 'notice' ? 'notice' : 'page',
    transition: concern.as === 'left' ? event.kind : concern.as,
    channelId: null,
    memberId: person.memberId,
    subjectId: alertId,
    alertIds: [alertId],
    groupId: null,
    idempotencyKey: `person:1:${eventId}:${person.memberId}:${by}:${turn}`,
    payload: {
      ...{ reason: concern.reason, firing: [alertId], resolved: [], by },
      ...(concern.as === 'notice' && { subject: `${event.actorName} mentioned you: ${title}`, text: concern.reason }),
    },
    priority: 1,
    notBefore: at,
    expiresAt: null,
  }))
}
