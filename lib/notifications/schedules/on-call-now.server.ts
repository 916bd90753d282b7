import type { PoolClient } from 'pg'
import { readOverrides, readSchedules } from './store.server.ts'

/** Who is on call in these schedules at this moment; null = nobody. The calendar's arithmetic is loaded when it is needed. */
export async function readOnCallNow(
  db: Pick<PoolClient, 'query'>,
  scheduleIds: readonly string[],
  now: Date,
): Promise<Map<string, { name: string; onCall: string | null }>> {
  if (scheduleIds.length === 0) return new Map()
  const { onCallAt } = await import('./shifts.ts')
  const schedules = await readSchedules(db, scheduleIds)
  const overrides = await readOverrides(db, scheduleIds, now, new Date(now.getTime() + 1))
  return new Map(
    schedules.map((schedule) => {
      const own = overrides.get(schedule.scheduleId) ?? []
      const onCall = onCallAt(schedule, own, now.getTime())?.memberId ?? null
      return [schedule.scheduleId, { name: schedule.name, onCall }]
    }),
  )
}
