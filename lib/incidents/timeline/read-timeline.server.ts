import type { TimelineLine } from '../api-contract.ts'
import type { IncidentRow } from '../state/incident-row.ts'
import type { Db } from '../store.server.ts'

/** The one timeline of an incident, oldest first. */
export async function readTimeline(_db: Db, _row: IncidentRow): Promise<TimelineLine[]> {
  return []
}
