import { v7 as uuidv7 } from 'uuid'
import type { Member } from '#lib/access/member.ts'
import { recordActivity } from '#lib/activity/record.server.ts'
import type { Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { MaintenanceView, NewMaintenance } from './contract.ts'
import { asMember, mayMute } from './may-mute.server.ts'
import { occurrencesFrom } from './occurrences.ts'
import { readMaintenance } from './read-maintenances.server.ts'
import { insertMaintenance } from './store.server.ts'

/** Plans work ahead. Its end is part of it: every window ends by itself. */
export async function createMaintenance(
  member: Member,
  asked: NewMaintenance,
  now: Date,
): Promise<MaintenanceView> {
  const customerId = mayMute(member, asked.customerId)
  const [next] = occurrencesFrom({ ...asked, endedAt: null }, now.getTime(), 1)
  if (!next) throw new Refused('bad-request', 'This maintenance would be over already.')
  const id = await asMember(member, (tx) => addMaintenance(tx, member, { ...asked, customerId }, null, now))
  return readMaintenance(member.scope, id, now)
}

/** Writes the row and who did it; the id of the new one. */
export async function addMaintenance(
  tx: Tx,
  member: Member,
  plan: NewMaintenance,
  goesOnFrom: string | null,
  now: Date,
): Promise<string> {
  const maintenanceId = uuidv7()
  const untilAt = plan.untilAt === null ? null : new Date(plan.untilAt)
  await insertMaintenance(tx, {
    ...plan,
    maintenanceId,
    untilAt,
    createdBy: member.id,
    createdName: member.name,
    createdAt: now,
  })
  await recordActivity(tx, {
    customerId: plan.customerId,
    at: now,
    actorId: member.id,
    actorName: member.name,
    kind: 'maintenance.created',
    subjectType: 'maintenance',
    subjectId: maintenanceId,
    data: {
      name: plan.name,
      comment: plan.comment,
      matchers: JSON.stringify(plan.matchers),
      startsLocal: plan.startsLocal,
      timeZone: plan.timeZone,
      durationMs: plan.durationMs,
      recurrence: JSON.stringify(plan.recurrence),
      untilAt: untilAt?.toISOString() ?? null,
      excusesBudget: plan.excusesBudget,
      goesOnFrom,
    },
  })
  return maintenanceId
}
