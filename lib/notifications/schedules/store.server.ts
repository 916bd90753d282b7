import type { PoolClient } from 'pg'
import type { Rotation } from '../contract.ts'
import type { Override } from './shifts.ts'

/** Every query about schedules and who took over what. */

type Db = Pick<PoolClient, 'query'>

export type ScheduleRow = {
  scheduleId: string
  name: string
  timeZone: string
  rotations: Rotation[]
  version: number
}

const columns = 'id AS "scheduleId", name, time_zone AS "timeZone", rotations, version'

/** null = all */
export async function readSchedules(db: Db, ids: readonly string[] | null): Promise<ScheduleRow[]> {
  const { rows } = await db.query<ScheduleRow>(
    `SELECT ${columns} FROM schedule WHERE deleted_at IS NULL AND ($1::uuid[] IS NULL OR id = ANY($1)) ORDER BY name, id`,
    [ids],
  )
  return rows
}

/** Overrides that touch a time, in the order they were made. */
export async function readOverrides(
  db: Db,
  scheduleIds: readonly string[],
  from: Date,
  to: Date,
): Promise<Map<string, Override[]>> {
  const { rows } = await db.query<{ scheduleId: string; overrideId: string; memberId: string; startsAt: Date; endsAt: Date }>(
    `SELECT schedule_id AS "scheduleId", id AS "overrideId", member_id AS "memberId", starts_at AS "startsAt",
            ends_at AS "endsAt" FROM schedule_override
      WHERE schedule_id = ANY($1::uuid[]) AND ends_at > $2 AND starts_at < $3 ORDER BY created_at, id`,
    [scheduleIds, from, to],
  )
  const overrides = rows.map(({ startsAt, endsAt, ...row }) => ({
    ...row,
    startsAt: startsAt.getTime(),
    endsAt: endsAt.getTime(),
  }))
  return Map.groupBy(overrides, ({ scheduleId }) => scheduleId)
}

export async function readMemberNames(db: Db, memberIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; name: string }>(
    'SELECT id, name FROM member WHERE id = ANY($1::uuid[])',
    [memberIds],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
