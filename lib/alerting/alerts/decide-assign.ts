import { Refused } from '#lib/errors.ts'
import { type Decided, does, type Person, refuseResolved, soAlready } from './act.ts'
import { type AlertRow, draftEvent } from './alert-row.ts'

export type Assignee = { memberId: string; name: string }

/** `was` is whom the screen showed; somebody else by now is a conflict. Without it the last word counts. */
export function decideAssign(
  row: AlertRow,
  { person, to, was }: { person: Person; to: Assignee | null; was?: string | null },
): Decided {
  const refused = refuseResolved(row)
  if (refused) return refused
  if (row.assigneeId === (to?.memberId ?? null)) return soAlready(row.assigneeName)
  if (was !== undefined && was !== row.assigneeId)
    return new Refused('conflict', `By now it is assigned to ${row.assigneeName ?? 'nobody'}.`)
  const event = draftEvent(person, 'assigned', {
    data: {
      to: to?.memberId ?? null,
      toName: to?.name ?? null,
      was: row.assigneeId,
      wasName: row.assigneeName,
    },
  })
  const patch = { assigneeId: to?.memberId ?? null, assigneeName: to?.name ?? null }
  return does({ patch, events: [event] }, person.actorName)
}
