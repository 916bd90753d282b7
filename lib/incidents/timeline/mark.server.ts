import type { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import { viewOf } from '../acts/run-incident-act.server.ts'
import type { IncidentView, markSchema } from '../api-contract.ts'
import { lockIncident } from '../store.server.ts'
import { saveMark } from './store.server.ts'

/** A star, or the metric that proves a line. Nothing of the incident changes by it, so its history says nothing. */
export function markLine(
  member: Member,
  incidentId: string,
  mark: z.infer<typeof markSchema>,
  now: Date,
): Promise<IncidentView> {
  return writeInScope(member.scope, async (db) => {
    const row = await lockIncident(db, member.scope.customerIds, incidentId)
    if (!row) throw new Refused('not-found', 'No such thing.')
    await saveMark(db, row, mark, member.name, now)
    return viewOf(db, row)
  })
}
