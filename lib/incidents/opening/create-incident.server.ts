import type { PoolClient } from 'pg'
import type { Member } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import { refuseForeignPlaces } from '../acts/places.server.ts'
import { viewOf } from '../acts/run-incident-act.server.ts'
import { attachAlerts } from '../alerts/attach.server.ts'
import type { IncidentView, NewIncident } from '../api-contract.ts'
import { linkSession } from '../sessions/link.server.ts'
import { proposeFor } from '../severity/propose.server.ts'
import { actingMember, type IncidentChange, type IncidentRow } from '../state/incident-row.ts'
import { writeIncidentChange } from '../write-incident-change.server.ts'
import { openIncident } from './open-incident.server.ts'

/** By hand, or from alerts: opened with its alerts and calls, or not at all. */
export async function createIncident(member: Member, asked: NewIncident, now: Date): Promise<IncidentView> {
  const customerId = within(member.scope, asked.customerId)
  const by = actingMember(member)
  return writeInScope(member.scope, async (db) => {
    const refused = await refuseForeignPlaces(db, customerId, asked)
    if (refused) throw refused
    const proposal = await proposeFor(db, customerId, asked.alertIds, now)
    const { impactStartedAt: started, alertIds, sessionIds, severity, ...said } = asked
    const opened = await openIncident(
      db,
      {
        ...said,
        customerId,
        proposal,
        severity: severity ?? proposal?.severity ?? 'major',
        openedBy: alertIds.length > 0 ? 'alert' : 'hand',
        impactStartedAt: started === undefined ? null : new Date(started),
      },
      by,
      now,
    )
    const row = await writeAll(db, opened, await attachAlerts(db, opened, alertIds, by, now), now)
    let last = row
    for (const sessionId of sessionIds)
      last = await writeAll(db, last, await linkSession(db, last, { sessionId, why: '' }, by, now), now)
    return viewOf(db, last)
  })
}

/** A refusal undoes all of it. */
export async function writeAll(
  db: PoolClient,
  row: IncidentRow,
  change: IncidentChange | Refused,
  now: Date,
): Promise<IncidentRow> {
  if (change instanceof Refused) throw change
  if (change.events.length === 0) return row
  const written = await writeIncidentChange(db, row, change, now)
  if (!written) throw new Error(`incident ${row.id} changed while it was held`)
  return written
}
