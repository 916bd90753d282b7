import type { PoolClient } from 'pg'
import type { Member } from '#lib/access/member.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { ScheduleView, Shift } from '../contract.ts'
import type { OnCall } from './shifts.ts'
import { readMemberNames, readOverrides, readSchedules, type ScheduleRow } from './store.server.ts'

const dayMs = 86_400_000
/** How far the list looks for who is next. */
const aheadMs = 62 * dayMs
const longestMs = 92 * dayMs

export async function listSchedules(member: Member, now: Date): Promise<{ schedules: ScheduleView[] }> {
  return writeInScope(member.scope, async (db) => {
    const schedules = await readSchedules(db, null)
    return { schedules: await viewsOf(db, schedules, now) }
  })
}

/** One schedule with who is on call, and who comes next. */
export async function viewsOf(
  db: PoolClient,
  schedules: readonly ScheduleRow[],
  now: Date,
): Promise<ScheduleView[]> {
  const span = { from: now.getTime(), to: now.getTime() + aheadMs }
  const shifts = await shiftsIn(db, schedules, span)
  return schedules.map((schedule) => {
    const own = shifts.get(schedule.scheduleId) ?? []
    const current = own.find(({ from }) => from <= span.from) ?? null
    const next = own.find(({ from, memberId }) => from > span.from && memberId !== current?.memberId) ?? null
    return { ...schedule, rotations: [...schedule.rotations], onCall: current, next }
  })
}

/** Who is on call from when to when, and when nobody is; at most 92 days. */
export async function readShifts(
  member: Member,
  scheduleId: string,
  span: { from: number; to: number },
): Promise<{ shifts: Shift[]; gaps: { from: number; to: number }[] }> {
  if (span.to <= span.from || span.to - span.from > longestMs)
    throw new Refused('bad-request', 'Ask for at most 92 days.')
  return writeInScope(member.scope, async (db) => {
    const schedules = await readSchedules(db, [scheduleId])
    if (schedules.length === 0) throw new Refused('not-found', 'No such thing.')
    const shifts = (await shiftsIn(db, schedules, span)).get(scheduleId) ?? []
    const { gapsIn } = await import('./shifts.ts')
    return { shifts, gaps: gapsIn(shifts, span) }
  })
}

async function shiftsIn(
  db: PoolClient,
  schedules: readonly ScheduleRow[],
  span: { from: number; to: number },
): Promise<Map<string, Shift[]>> {
  const { shiftsOf } = await import('./shifts.ts')
  const ids = schedules.map(({ scheduleId }) => scheduleId)
  const overrides = await readOverrides(db, ids, new Date(span.from), new Date(span.to))
  const found = schedules.map(
    (schedule) =>
      [schedule.scheduleId, shiftsOf(schedule, overrides.get(schedule.scheduleId) ?? [], span)] as const,
  )
  const names = await readMemberNames(db, [
    ...new Set(found.flatMap(([, own]) => own.map((one) => one.memberId))),
  ])
  return new Map(found.map(([id, own]) => [id, own.map((shift) => named(shift, names))]))
}

const named = (shift: OnCall, names: ReadonlyMap<string, string>): Shift => ({
  ...shift,
  memberName: names.get(shift.memberId) ?? 'somebody who is gone',
})
