import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import { Refused } from '#lib/errors.ts'
import type { newOverrideSchema, overrideSchema } from '../contract.ts'
import { findTellable } from '../escalation/policy-store.server.ts'
import { asMember, noSuchThing, recordChange } from '../settings-right.server.ts'
import { existing } from './schedules.server.ts'
import { deleteOverrideRow, findOverride, insertOverride } from './settings-store.server.ts'

type OverrideView = z.infer<typeof overrideSchema>

/** No longer than a quarter: more than that is a change of the rotation. */
const longestMs = 92 * 86_400_000

/** Somebody takes a time over, whoever's turn it would be. The one that was made last wins. */
export async function addOverride(
  member: Member,
  scheduleId: string,
  asked: z.infer<typeof newOverrideSchema>,
  now: Date,
): Promise<OverrideView> {
  if (asked.endsAt <= now.getTime()) throw new Refused('bad-request', 'It must end in the future.')
  if (asked.endsAt - asked.startsAt > longestMs) throw new Refused('bad-request', 'At most 92 days.')
  const row = {
    overrideId: uuidv7(),
    scheduleId,
    memberId: asked.memberId,
    startsAt: new Date(asked.startsAt),
    endsAt: new Date(asked.endsAt),
  }
  await asMember(member, async (tx) => {
    const { name } = await existing(tx, scheduleId)
    if (!(await findTellable(tx, [asked.memberId], null)).has(asked.memberId))
      throw new Refused('bad-request', 'No such person.')
    await insertOverride(tx, row, { at: now, by: member.id })
    const change = {
      customerId: null,
      kind: 'schedule.overridden',
      subjectType: 'schedule',
      subjectId: scheduleId,
    }
    await recordChange(tx, member, change, { name, ...asked, overrideId: row.overrideId }, now)
  })
  return { ...row, startsAt: asked.startsAt, endsAt: asked.endsAt }
}

export async function deleteOverride(member: Member, overrideId: string, now: Date): Promise<{ ok: true }> {
  return asMember(member, async (tx) => {
    const row = await findOverride(tx, overrideId)
    if (!row || !(await deleteOverrideRow(tx, overrideId))) throw noSuchThing()
    const { scheduleId: subjectId, memberId, startsAt, endsAt } = row
    const change = { customerId: null, kind: 'schedule.override-deleted', subjectType: 'schedule', subjectId }
    const data = { overrideId, memberId, startsAt: startsAt.getTime(), endsAt: endsAt.getTime() }
    await recordChange(tx, member, change, data, now)
    return { ok: true }
  })
}
