import type { PoolClient } from 'pg'
import { recordActivityPastPrisma } from '#lib/activity/record.server.ts'
import { lockEvidence, saveEvidence } from './evidence-store.server.ts'

type Db = PoolClient
type Call = { customerId: string; sessionId: string }
type By = { actorId: string | null; actorName: string }

/** Keeps a call for somebody's reason; one that is kept already stays kept for its own. False: no such call. */
export async function keepEvidence(db: Db, call: Call, reason: string, by: By, now: Date): Promise<boolean> {
  const pinned = await lockEvidence(db, call.customerId, call.sessionId)
  if (!pinned) return false
  if (pinned.pinnedAt !== null) return true
  await saveEvidence(db, call, { at: now, by: by.actorId, reason })
  await record(db, call, 'session.pinned', reason, by, now)
  return true
}

/** Lets go of a call that is kept for exactly this reason; `instead` is another one that still holds it. */
export async function releaseEvidence(
  db: Db,
  call: Call,
  { reason, instead }: { reason: string; instead: string | null },
  by: By,
  now: Date,
): Promise<void> {
  const pinned = await lockEvidence(db, call.customerId, call.sessionId)
  if (!pinned || pinned.pinnedAt === null || pinned.pinReason !== reason) return
  if (instead !== null)
    return saveEvidence(db, call, { at: pinned.pinnedAt, by: by.actorId, reason: instead })
  await saveEvidence(db, call, { unpinnedAt: now })
  await record(db, call, 'session.unpinned', reason, by, now)
}

function record(db: Db, call: Call, kind: string, reason: string, by: By, at: Date): Promise<void> {
  return recordActivityPastPrisma(db, {
    ...{ customerId: call.customerId, at, actorId: by.actorId, actorName: by.actorName, kind },
    ...{ subjectType: 'session', subjectId: call.sessionId, data: { reason } },
  })
}
