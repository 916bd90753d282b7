import type { Tx } from '#lib/db/transaction.server.ts'
import { type NewSchedule, rotationsSchema } from '../contract.ts'
import type { ScheduleRow } from './store.server.ts'

/** Every query about schedules that people make. */

type Touched = { at: Date; by: string }

/** Held until the transaction ends; a deleted one is known by `deleted`. */
export async function lockSchedule(
  tx: Tx,
  id: string,
): Promise<{ schedule: ScheduleRow; deleted: boolean } | null> {
  await tx.$queryRaw`SELECT 1 FROM schedule WHERE id = ${id}::uuid FOR UPDATE`
  const row = await tx.schedule.findFirst({ where: { id } })
  if (!row) return null
  const { name, timeZone, version } = row
  const schedule = {
    scheduleId: id,
    name,
    timeZone,
    version,
    rotations: rotationsSchema.parse(row.rotations),
  }
  return { schedule, deleted: row.deletedAt !== null }
}

export async function insertSchedule(
  tx: Tx,
  id: string,
  row: NewSchedule,
  { at, by }: Touched,
): Promise<void> {
  await tx.schedule.createMany({ data: [{ ...row, id, updatedAt: at, updatedBy: by }] })
}

/** False: another version stands there. */
export async function updateSchedule(
  tx: Tx,
  id: string,
  version: number,
  row: NewSchedule,
  { at, by }: Touched,
): Promise<boolean> {
  const data = { ...row, version: version + 1, updatedAt: at, updatedBy: by }
  return (await tx.schedule.updateMany({ where: { id, version, deletedAt: null }, data })).count === 1
}

export async function markScheduleDeleted(tx: Tx, id: string, { at, by }: Touched): Promise<void> {
  await tx.schedule.updateMany({ where: { id }, data: { deletedAt: at, updatedAt: at, updatedBy: by } })
}

export async function policiesUsingSchedule(tx: Tx, scheduleId: string): Promise<string[]> {
  const uses = JSON.stringify([{ targets: [{ kind: 'schedule', id: scheduleId }] }])
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM escalation_policy WHERE deleted_at IS NULL AND steps @> ${uses}::jsonb ORDER BY name`
  return rows.map(({ name }) => name)
}

export type OverrideRow = {
  overrideId: string
  scheduleId: string
  memberId: string
  startsAt: Date
  endsAt: Date
}

export async function insertOverride(tx: Tx, row: OverrideRow, { at, by }: Touched): Promise<void> {
  const { overrideId: id, ...rest } = row
  await tx.scheduleOverride.createMany({ data: [{ ...rest, id, createdAt: at, createdBy: by }] })
}

export async function findOverride(tx: Tx, id: string): Promise<OverrideRow | null> {
  const row = await tx.scheduleOverride.findFirst({ where: { id } })
  if (!row) return null
  const { scheduleId, memberId, startsAt, endsAt } = row
  return { overrideId: id, scheduleId, memberId, startsAt, endsAt }
}

export async function deleteOverrideRow(tx: Tx, id: string): Promise<boolean> {
  return (await tx.scheduleOverride.deleteMany({ where: { id } })).count === 1
}
