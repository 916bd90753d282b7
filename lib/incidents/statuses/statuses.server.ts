import type { Member } from '#lib/access/member.ts'
import { recordActivity } from '#lib/activity/record.server.ts'
import { assumeMember, inScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { IncidentStatuses } from '../api-contract.ts'
import { type IncidentStatus, incidentStatuses, statusCategory } from '../contract.ts'
import { findStatuses, type StatusRow, updateLabel } from './store.server.ts'

/** What the MSP calls each status. What a status does hangs on its category, which nobody can change. */
export async function readStatuses({ scope }: Member): Promise<IncidentStatuses> {
  return toView(await inScope(scope, findStatuses))
}

/** The same words for all customers, so administrators alone choose them. */
export async function renameStatus(
  member: Member,
  key: IncidentStatus,
  asked: { label: string; version: number },
  now: Date,
): Promise<IncidentStatuses> {
  if (member.role !== 'admin')
    throw new Refused('not-allowed', 'What serves all customers is changed by administrators.')
  return inScope(member.scope, async (tx) => {
    await assumeMember(tx, member.id)
    if (!(await updateLabel(tx, key, asked, member.id, now)))
      throw new Refused('conflict', 'Somebody else has changed this status meanwhile. Look at it again.')
    await recordActivity(tx, {
      ...{ customerId: null, at: now, kind: 'incident-status.renamed', actorId: member.id },
      ...{ actorName: member.name, subjectType: 'incident-status', data: { key, label: asked.label } },
    })
    return toView(await findStatuses(tx))
  })
}

function toView(rows: readonly StatusRow[]): IncidentStatuses {
  const byKey = new Map(rows.map((row) => [row.key, row]))
  return {
    statuses: incidentStatuses.map((key) => ({
      key,
      category: statusCategory[key],
      label: byKey.get(key)?.label ?? key,
      version: byKey.get(key)?.version ?? 1,
    })),
  }
}
