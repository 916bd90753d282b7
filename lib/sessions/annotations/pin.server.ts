import type { Member } from '#lib/access/member.ts'
import { type Activity, recordActivity } from '#lib/activity/record.server.ts'
import { unpinGraceDays } from '#lib/db/frozen.server.ts'
import { inScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { PinAsked, PinView } from './contract.ts'
import { lockPin, savePin } from './store.server.ts'

const dayMs = 86_400_000

/** Keeps a call's evidence beyond retention. Pinning again gives another reason, the time stays the first one. */
export function pinSession(
  member: Member,
  sessionId: string,
  { reason }: PinAsked,
  now: Date,
): Promise<PinView> {
  return inScope(member.scope, async (tx) => {
    const row = await lockPin(tx, member.scope, sessionId)
    if (!row) throw new Refused('not-found', 'No such thing.')
    const at = row.pinnedAt ?? now
    const { customerId } = row
    await savePin(tx, { customerId, sessionId }, { at, by: member.id, reason })
    await recordActivity(tx, activity(member, customerId, sessionId, 'session.pinned', now, { reason }))
    return { pinned: { at: at.getTime(), reason }, evidenceUntil: null }
  })
}

/** Lets retention have it again. What only the pin kept is deleted after a grace, in which pinning again saves it. */
export function unpinSession(member: Member, sessionId: string, now: Date): Promise<PinView> {
  return inScope(member.scope, async (tx) => {
    const row = await lockPin(tx, member.scope, sessionId)
    if (!row) throw new Refused('not-found', 'No such thing.')
    if (row.pinnedAt === null) throw new Refused('already-done', 'This call is not pinned.')
    const { customerId, pinReason } = row
    await savePin(tx, { customerId, sessionId }, { unpinnedAt: now })
    const data = { reason: pinReason ?? '' }
    await recordActivity(tx, activity(member, customerId, sessionId, 'session.unpinned', now, data))
    return { pinned: null, evidenceUntil: now.getTime() + unpinGraceDays * dayMs }
  })
}

function activity(
  member: Member,
  customerId: string,
  sessionId: string,
  kind: string,
  at: Date,
  data: Activity['data'],
): Activity {
  return {
    customerId,
    at,
    actorId: member.id,
    actorName: member.name,
    kind,
    subjectType: 'session',
    subjectId: sessionId,
    data: data ?? {},
  }
}
