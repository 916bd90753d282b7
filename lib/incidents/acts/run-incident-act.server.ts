import type { PoolClient } from 'pg'
import type { Member } from '#lib/access/member.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { IncidentView } from '../api-contract.ts'
import { findIncident } from '../reading/read-store.server.ts'
import { toIncidentView } from '../reading/to-view.ts'
import {
  actingMember,
  type IncidentActor,
  type IncidentChange,
  type IncidentRow,
} from '../state/incident-row.ts'
import { lockIncident } from '../store.server.ts'
import { writeIncidentChange } from '../write-incident-change.server.ts'

export type DecidingIncident = { db: PoolClient; row: IncidentRow; by: IncidentActor; member: Member }
type Decide = (deciding: DecidingIncident) => Promise<IncidentChange | Refused> | IncidentChange | Refused

/**
 * One person's act on one incident, in one transaction: the row is held, the act is decided on what it is then, the row
 * and its events are written, and the answer is what stands there afterwards. With a version that is no longer the
 * current one it is a conflict.
 */
export async function runIncidentAct(
  member: Member,
  idOrReference: string,
  { now, version = null }: { now: Date; version?: number | null },
  decide: Decide,
): Promise<IncidentView> {
  const { customerIds } = member.scope
  return writeInScope(member.scope, async (db) => {
    const row = await lockIncident(db, customerIds, idOrReference)
    if (!row) throw new Refused('not-found', 'No such thing.')
    if (version !== null && version !== row.version)
      throw new Refused('conflict', 'Somebody else has changed this incident meanwhile. Look at it again.')
    const change = await decide({ db, row, by: actingMember(member), member })
    if (change instanceof Refused) throw change
    if (change.events.length > 0 && !(await writeIncidentChange(db, row, change, now)))
      throw new Error(`incident ${row.id} changed while it was held`)
    return viewOf(db, row)
  })
}

/** What stands there now, within the caller's transaction. */
export async function viewOf(
  db: PoolClient,
  { customerId, id }: Pick<IncidentRow, 'customerId' | 'id'>,
): Promise<IncidentView> {
  const found = await findIncident(db, [customerId], id)
  if (!found) throw new Error(`incident ${id} is gone while it is held`)
  return toIncidentView(found)
}
