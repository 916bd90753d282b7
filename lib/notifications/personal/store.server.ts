import type { Tx } from '#lib/db/transaction.server.ts'
import { type MyNotifications, myNotificationsSchema } from '../contract.ts'

/** How one person wants to be told. */

const untold = { defaultSteps: [], importantSteps: [], quietHours: null, sound: false }

/** What can no longer be read is as if it had not been said. */
export async function findMine(tx: Tx, memberId: string): Promise<MyNotifications> {
  const row = await tx.memberNotification.findFirst({ where: { memberId } })
  const member = await tx.member.findFirst({ where: { id: memberId }, select: { timeZone: true } })
  const timeZone = member?.timeZone ?? null
  if (!row) return { ...untold, timeZone }
  const { defaultSteps, importantSteps, quietHours, sound } = row
  const told = { defaultSteps, importantSteps, quietHours, sound, timeZone }
  return myNotificationsSchema.safeParse(told).data ?? { ...untold, timeZone: null }
}

export async function saveMine(tx: Tx, memberId: string, mine: MyNotifications, at: Date): Promise<void> {
  const { defaultSteps, importantSteps, quietHours, sound, timeZone } = mine
  await tx.member.updateMany({ where: { id: memberId }, data: { timeZone } })
  await tx.$executeRaw`
    INSERT INTO member_notification (member_id, default_steps, important_steps, quiet_hours, sound, updated_at)
    VALUES (${memberId}::uuid, ${JSON.stringify(defaultSteps)}::jsonb, ${JSON.stringify(importantSteps)}::jsonb,
            ${quietHours === null ? null : JSON.stringify(quietHours)}::jsonb, ${sound}, ${at})
    ON CONFLICT (member_id) DO UPDATE SET default_steps = EXCLUDED.default_steps,
      important_steps = EXCLUDED.important_steps, quiet_hours = EXCLUDED.quiet_hours, sound = EXCLUDED.sound,
      updated_at = EXCLUDED.updated_at`
}
