import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import { type Tx, writeInScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { changedScheduleSchema, NewSchedule, Rotation, ScheduleView } from '../contract.ts'
import { findTellable } from '../escalation/policy-store.server.ts'
import { asMember, changedMeanwhile, noSuchThing, recordChange } from '../settings-right.server.ts'
import { viewsOf } from './read-schedules.server.ts'
import {
  insertSchedule,
  lockSchedule,
  markScheduleDeleted,
  policiesUsingSchedule,
  updateSchedule,
} from './settings-store.server.ts'
import { readSchedules, type ScheduleRow } from './store.server.ts'

/** Schedules serve all customers: people are on call for whatever comes. Who may see a customer is asked when it rings. */
export async function addSchedule(member: Member, asked: NewSchedule, now: Date): Promise<ScheduleView> {
  const scheduleId = uuidv7()
  await asMember(member, async (tx) => {
    await refuseWrong(tx, asked)
    await insertSchedule(tx, scheduleId, asked, { at: now, by: member.id })
    await record(tx, member, 'schedule.added', scheduleId, asked, now)
  })
  return readView(member, scheduleId, now)
}

export async function changeSchedule(
  member: Member,
  scheduleId: string,
  { version, ...asked }: z.infer<typeof changedScheduleSchema>,
  now: Date,
): Promise<ScheduleView> {
  await asMember(member, async (tx) => {
    await existing(tx, scheduleId)
    await refuseWrong(tx, asked)
    if (!(await updateSchedule(tx, scheduleId, version, asked, { at: now, by: member.id })))
      throw changedMeanwhile()
    await record(tx, member, 'schedule.changed', scheduleId, asked, now)
  })
  return readView(member, scheduleId, now)
}

/** Only administrators see every policy that might use it. */
export async function deleteSchedule(member: Member, scheduleId: string, now: Date): Promise<{ ok: true }> {
  return asMember(member, async (tx) => {
    const schedule = await existing(tx, scheduleId)
    const [user] = await policiesUsingSchedule(tx, scheduleId)
    if (user !== undefined) throw new Refused('conflict', `The policy “${user}” uses this schedule.`)
    if (member.role !== 'admin')
      throw new Refused(
        'not-allowed',
        'Only administrators delete schedules: policies of any customer may use them.',
      )
    await markScheduleDeleted(tx, scheduleId, { at: now, by: member.id })
    await record(tx, member, 'schedule.deleted', scheduleId, schedule, now)
    return { ok: true }
  })
}

export async function existing(tx: Tx, scheduleId: string): Promise<ScheduleRow> {
  const found = await lockSchedule(tx, scheduleId)
  if (!found) throw noSuchThing()
  if (found.deleted) throw new Refused('already-done', 'This schedule is deleted.')
  return found.schedule
}

async function refuseWrong(tx: Tx, { timeZone, rotations }: NewSchedule): Promise<void> {
  const { isTimeZone } = await import('./local-windows.ts')
  if (!isTimeZone(timeZone)) throw new Refused('bad-request', 'No such time zone.')
  const wanted = [...new Set(rotations.flatMap(({ memberIds }) => memberIds))]
  const known = await findTellable(tx, wanted, null)
  const wrong = rotations.find(({ memberIds }) => memberIds.some((id) => !known.has(id)))
  if (wrong) throw new Refused('bad-request', `“${wrong.name}” names a person who is gone.`)
  for (const rotation of rotations) if (!isDate(rotation)) throw new Refused('bad-request', 'No such date.')
}

const isDate = ({ startsLocal }: Rotation) => {
  const at = new Date(`${startsLocal}:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(startsLocal)
}

async function readView(member: Member, scheduleId: string, now: Date): Promise<ScheduleView> {
  const [view] = await writeInScope(member.scope, async (db) =>
    viewsOf(db, await readSchedules(db, [scheduleId]), now),
  )
  if (!view) throw noSuchThing()
  return view
}

function record(tx: Tx, member: Member, kind: string, subjectId: string, data: NewSchedule, now: Date) {
  const { name, timeZone, rotations } = data
  const change = { customerId: null, kind, subjectType: 'schedule', subjectId }
  return recordChange(tx, member, change, { name, timeZone, rotations }, now)
}
