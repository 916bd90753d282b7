import type { Member } from '#lib/access/member.ts'
import { recordActivity } from '#lib/activity/record.server.ts'
import { Refused } from '#lib/errors.ts'
import type { EndMaintenance, MaintenanceView } from './contract.ts'
import { addMaintenance } from './create-maintenance.server.ts'
import { decideMaintenanceEnd } from './maintenance-end.ts'
import { asMember, mayMute } from './may-mute.server.ts'
import { readMaintenance } from './read-maintenances.server.ts'
import { endMaintenanceRow, findMaintenance, type MaintenanceRow } from './store.server.ts'

/** Ends a plan now, or only this time of it; the answer is the one that goes on, else the one that ended. */
export async function endMaintenance(
  member: Member,
  maintenanceId: string,
  { which }: EndMaintenance,
  now: Date,
): Promise<MaintenanceView> {
  const plan = await findMaintenance(member.scope, maintenanceId)
  if (!plan) throw new Refused('not-found', 'No such thing.')
  const customerId = mayMute(member, plan.customerId)
  const end = decideMaintenanceEnd(plan, which, now.getTime())
  if (end.do === 'refuse') throw new Refused('already-done', end.because)
  const id = await asMember(member, async (tx) => {
    if (!(await endMaintenanceRow(tx, maintenanceId, now)))
      throw new Refused('already-done', 'Somebody ended it already.')
    await recordActivity(tx, {
      customerId,
      at: now,
      actorId: member.id,
      actorName: member.name,
      kind: 'maintenance.ended',
      subjectType: 'maintenance',
      subjectId: maintenanceId,
      data: { name: plan.name, which },
    })
    if (!end.goesOn) return maintenanceId
    return addMaintenance(tx, member, { ...planOf(plan), ...end.goesOn }, maintenanceId, now)
  })
  return readMaintenance(member.scope, id, now)
}

function planOf(row: MaintenanceRow) {
  const { maintenanceId, customerName, createdName, createdAt, endedAt, ...plan } = row
  return plan
}
