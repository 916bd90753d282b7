import type { Member } from '#lib/access/member.ts'
import type { MyNotifications } from '../contract.ts'
import { asMember, recordChange } from '../settings-right.server.ts'
import { findMine, saveMine } from './store.server.ts'

/** One's own rules, and nobody else's. */
export function readMyNotifications(member: Member): Promise<MyNotifications> {
  return asMember(member, (tx) => findMine(tx, member.id))
}

export async function changeMyNotifications(
  member: Member,
  mine: MyNotifications,
  now: Date,
): Promise<MyNotifications> {
  const sorted = (steps: MyNotifications['defaultSteps']) => [...steps].sort((a, b) => a.afterMs - b.afterMs)
  const kept = {
    ...mine,
    defaultSteps: sorted(mine.defaultSteps),
    importantSteps: sorted(mine.importantSteps),
  }
  await asMember(member, async (tx) => {
    await saveMine(tx, member.id, kept, now)
    const change = {
      customerId: null,
      kind: 'member.notifications-changed',
      subjectType: 'member',
      subjectId: member.id,
    }
    await recordChange(tx, member, change, kept, now)
  })
  return kept
}
