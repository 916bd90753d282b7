import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Member, TenantScope } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { type Activity, recordActivity } from '#lib/activity/record.server.ts'
import { inScope } from '#lib/db/transaction.server.ts'
import { env } from '#lib/env.server.ts'
import { Refused } from '#lib/errors.ts'
import { hashSecret } from '../intake/signatures.server.ts'
import type { HeartbeatSecret, HeartbeatView, NewHeartbeat } from './contract.ts'
import { changeHeartbeatRow, insertHeartbeat, lockHeartbeat, readHeartbeats } from './store.server.ts'

export function listHeartbeats(scope: TenantScope): Promise<HeartbeatView[]> {
  return readHeartbeats(scope)
}

/** Adds a heartbeat. This answer is the only place where its address is ever to be seen. */
export async function addHeartbeat(member: Member, asked: NewHeartbeat, now: Date): Promise<HeartbeatSecret> {
  const customerId = within(member.scope, asked.customerId)
  const id = uuidv7()
  const { url, ...stored } = newSecret()
  await inScope(member.scope, async (tx) => {
    await insertHeartbeat(tx, { ...asked, ...stored, customerId, id, createdAt: now, createdBy: member.id })
    const { name, intervalMs, graceMs } = asked
    await recordActivity(tx, activity(member, customerId, id, 'heartbeat.added', now, { name, intervalMs, graceMs }))
  })
  return { heartbeatId: id, url }
}

/** A new address at once: the one before it no longer counts. */
export async function rotateHeartbeat(member: Member, id: string, now: Date): Promise<HeartbeatSecret> {
  const { url, ...stored } = newSecret()
  await changed(member, id, 'heartbeat.rotated', now, stored)
  return { heartbeatId: id, url }
}

/** Nothing is expected of it any more; its open alert ends with it. */
export async function disableHeartbeat(member: Member, id: string, now: Date): Promise<void> {
  await changed(member, id, 'heartbeat.disabled', now, { disabledAt: now })
}

async function changed(
  member: Member,
  id: string,
  kind: string,
  now: Date,
  change: Parameters<typeof changeHeartbeatRow>[3],
): Promise<void> {
  await inScope(member.scope, async (tx) => {
    const row = await lockHeartbeat(tx, member.scope, id)
    if (!row) throw new Refused('not-found', 'No such thing.')
    if (row.disabledAt) throw new Refused('already-done', 'This heartbeat is disabled.')
    await changeHeartbeatRow(tx, row.customerId, id, change)
    await recordActivity(tx, activity(member, row.customerId, id, kind, now, { name: row.name }))
  })
}

function newSecret() {
  const secret = randomBytes(24).toString('base64url')
  return {
    url: `${env().EARSHOT_ENGINE_URL}/beat/${secret}`,
    secretHash: hashSecret(secret),
    hint: secret.slice(0, 4),
  }
}

function activity(
  { id: actorId, name: actorName }: Member,
  customerId: string,
  subjectId: string,
  kind: string,
  at: Date,
  data: Activity['data'] & object,
): Activity {
  return { customerId, at, actorId, actorName, kind, subjectType: 'heartbeat', subjectId, data }
}
