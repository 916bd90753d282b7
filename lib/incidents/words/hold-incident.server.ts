import type { PoolClient } from 'pg'
import type { Member } from '#lib/access/member.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import {
  actingMember,
  type IncidentActor,
  type IncidentChange,
  type IncidentRow,
} from '../state/incident-row.ts'
import { lockIncident } from '../store.server.ts'
import { writeIncidentChange } from '../write-incident-change.server.ts'

export type Held = {
  db: PoolClient
  row: IncidentRow
  by: IncidentActor
  /** writes the change with its numbered events */
  write: (change: IncidentChange) => Promise<void>
}
export const gone = () => new Refused('not-found', 'No such thing.')

/** One transaction that holds the incident, so that its events stay numbered. A refusal undoes all of it. */
export function holdIncident<T>(
  member: Member,
  idOf: (db: PoolClient) => Promise<string | null>,
  now: Date,
  work: (held: Held) => Promise<T>,
): Promise<T> {
  return writeInScope(member.scope, async (db) => {
    const id = await idOf(db)
    let row = id === null ? null : await lockIncident(db, member.scope.customerIds, id)
    if (!row) throw gone()
    const write = async (change: IncidentChange) => {
      if (!row || change.events.length === 0) return
      const next = await writeIncidentChange(db, row, change, now)
      if (!next) throw new Error(`incident ${row.id} changed while it was held`)
      row = next
    }
    return work({ db, row, by: actingMember(member), write })
  })
}
