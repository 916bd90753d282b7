import { v7 as uuidv7 } from 'uuid'
import { Refused } from '#lib/errors.ts'
import type { IncidentActor, IncidentRow } from '../state/incident-row.ts'
import { type Db, takeNumber } from '../store.server.ts'
import { writeNewIncident } from '../write-incident-change.server.ts'
import { newIncident, type Opening } from './new-incident.ts'

/** Opens an incident in the caller's transaction. Its number is the customer's own, without gaps. */
export async function openIncident(
  db: Db,
  opening: Opening,
  by: IncidentActor,
  now: Date,
): Promise<IncidentRow> {
  const taken = await takeNumber(db, opening.customerId)
  if (!taken) throw new Refused('not-found', 'No such thing.')
  const { row, opened } = newIncident(opening, { id: uuidv7(), ...taken }, by, now)
  await writeNewIncident(db, row, opened, now)
  return row
}
