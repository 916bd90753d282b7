import type { Member } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { readInScope } from '#lib/alerting/alerts/read-in-scope.server.ts'
import { Refused } from '#lib/errors.ts'
import type { IncidentDetail, IncidentList, IncidentListQuery } from '../api-contract.ts'
import { incidentSeverities } from '../contract.ts'
import { readListCursor, writeListCursor } from './list-cursor.ts'
import { countIncidentViews, findIncidentPage, pageSize } from './list-store.server.ts'
import { readDetail } from './read-detail.server.ts'
import { findIncident } from './read-store.server.ts'
import { type NamedIncident, toIncidentView } from './to-view.ts'

/** One page of one view, with how many the other views hold. */
export async function readIncidents(
  member: Member,
  query: IncidentListQuery,
  now: Date,
): Promise<IncidentList> {
  const after = query.cursor === undefined ? null : readListCursor(query.cursor)
  if (query.cursor !== undefined && !after) throw new Refused('bad-request', 'query.cursor: not one of ours')
  if (query.customer !== undefined) within(member.scope, query.customer)
  if (query.zone !== undefined && !isZone(query.zone))
    throw new Refused('bad-request', 'query.zone: no such time zone')
  const asking = { customerIds: member.scope.customerIds, memberId: member.id, now }
  return readInScope(member.scope, async (db) => {
    const rows = await findIncidentPage(db, asking, query, after)
    const page = rows.slice(0, pageSize)
    return {
      incidents: page.map(toIncidentView),
      next: rows.length > pageSize ? cursorOf(page.at(-1)) : null,
      counts: await countIncidentViews(db, asking, query),
      at: now.getTime(),
    }
  })
}

/** By its id or its reference. Null: no such incident in the scope. */
export function readIncident(
  { scope }: Member,
  incidentId: string,
  now = new Date(),
): Promise<IncidentDetail | null> {
  return readInScope(scope, async (db) => {
    const row = await findIncident(db, scope.customerIds, incidentId)
    return row && readDetail(db, row, scope.customerIds, now)
  })
}

function cursorOf(last: NamedIncident | undefined): string | null {
  if (!last) return null
  return writeListCursor([incidentSeverities.indexOf(last.severity), last.declaredAt.getTime(), last.id])
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0
  } catch {
    return false
  }
}
