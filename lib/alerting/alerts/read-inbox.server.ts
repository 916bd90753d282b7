import type { Member } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { Refused } from '#lib/errors.ts'
import { alertSeverities, severityRank } from '../severity.ts'
import type { AlertDetail, Inbox, InboxQuery } from './contract.ts'
import { readCursor, writeCursor } from './inbox-cursor.ts'
import {
  type Asking,
  countViews,
  countWaiting,
  findInboxPage,
  knowsFilters,
  pageSize,
} from './inbox-store.server.ts'
import { readInScope } from './read-in-scope.server.ts'
import {
  findAlert,
  findEvents,
  findIncidentOf,
  findNotes,
  findPast,
  findPeople,
} from './read-store.server.ts'
import { type NamedAlert, toView } from './to-view.ts'

/** One page of one view of the inbox, with how many the other views hold. */
export async function readInbox(member: Member, query: InboxQuery, now: Date): Promise<Inbox> {
  const after = query.cursor === undefined ? null : readCursor(query.cursor)
  if (query.cursor !== undefined && !after) throw new Refused('bad-request', 'query.cursor: not one of ours')
  const asking = askingOf(member, now)
  if (query.customer !== undefined) within(member.scope, query.customer)
  return readInScope(member.scope, async (db) => {
    if (!(await knowsFilters(db, asking, query))) throw new Refused('not-found', 'No such thing.')
    const rows = await findInboxPage(db, asking, query, after)
    const page = rows.slice(0, pageSize)
    return {
      alerts: page.map(toView),
      next: rows.length > pageSize ? cursorOf(page.at(-1)) : null,
      counts: await countViews(db, asking, query),
      waiting: worstWaiting(await countWaiting(db, asking)),
      at: now.getTime(),
    }
  })
}

/** How many wait for somebody, for the title of every page. */
export async function readWaiting(member: Member, now: Date) {
  const found = await readInScope(member.scope, (db) => countWaiting(db, askingOf(member, now)))
  return { ...worstWaiting(found), at: now.getTime() }
}

/** Null: no such alert in the scope. */
export function readAlert({ scope }: Member, alertId: string): Promise<AlertDetail | null> {
  return readInScope(scope, async (db) => {
    const row = await findAlert(db, scope.customerIds, alertId)
    return (
      row && {
        alert: toView(row),
        events: await findEvents(db, row),
        notes: await findNotes(db, row),
        past: await findPast(db, row),
        people: await findPeople(db, row.customerId),
        incident: await findIncidentOf(db, row),
      }
    )
  })
}

function askingOf({ id, scope }: Member, now: Date): Asking {
  return { customerIds: scope.customerIds, memberId: id, now }
}

function worstWaiting({ count, worst }: { count: number; worst: number | null }): Inbox['waiting'] {
  return { count, worst: worst === null ? null : (alertSeverities[worst] ?? null) }
}

function cursorOf(last: NamedAlert | undefined): string | null {
  if (!last) return null
  return writeCursor([severityRank(last.severity), (last.closedAt ?? last.openedAt).getTime(), last.id])
}
