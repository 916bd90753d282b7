import type { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { recordActivity } from '#lib/activity/record.server.ts'
import { inScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { ComponentSetting, changedComponentSchema } from '../contract.ts'
import { findComponents, holdComponent, updateComponent } from './store.server.ts'

/** All components of a customer in scope, also the hidden ones. */
export async function readComponents(member: Member, customerId: string): Promise<ComponentSetting[]> {
  return findComponents(member.scope, within(member.scope, customerId))
}

/** Renames, describes, moves, hides or shows one. What was measured of it stays what it is. */
export async function changeComponent(
  member: Member,
  componentId: string,
  { version, ...change }: z.infer<typeof changedComponentSchema>,
  now: Date,
): Promise<ComponentSetting> {
  const customerId = await inScope(member.scope, async (tx) => {
    const held = await holdComponent(tx, componentId)
    if (!held) throw new Refused('not-found', 'No such thing.')
    if (held.version !== version)
      throw new Refused('conflict', 'Somebody changed this component meanwhile. Load it again.')
    await updateComponent(tx, held.customerId, componentId, change)
    await recordActivity(tx, {
      ...{ customerId: held.customerId, at: now, actorId: member.id, actorName: member.name },
      ...{ kind: 'component.changed', subjectType: 'component', subjectId: componentId },
      data: { was: held.name, ...change },
    })
    return held.customerId
  })
  const changed = (await findComponents(member.scope, customerId)).find(
    (one) => one.componentId === componentId,
  )
  if (!changed) throw new Refused('not-found', 'No such thing.')
  return changed
}
