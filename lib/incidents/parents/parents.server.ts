import type { PoolClient } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { recordActivityPastPrisma } from '#lib/activity/record.server.ts'
import { readInScope } from '#lib/alerting/alerts/read-in-scope.server.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type {
  changedParentSchema,
  moveParentSchema,
  newParentSchema,
  ParentIncidentView,
} from '../api-contract.ts'
import { isOngoing } from '../contract.ts'
import { toIncidentView } from '../reading/to-view.ts'
import type { MoveAsked } from '../state/decide-move.ts'
import { actingMember } from '../state/incident-row.ts'
import type { Db } from '../store.server.ts'
import { moveChild, openChild, takeIn } from './children.server.ts'
import { forOne } from './keep-to-one.ts'
import {
  findChildren,
  findFleetCustomers,
  findNames,
  findParent,
  findParents,
  insertParent,
  lockParent,
  type ParentRow,
  takeParentReference,
  updateParent,
} from './store.server.ts'

/** Shared causes of customers that are all in scope. */
export function readParents({ scope }: Member): Promise<{ parents: ParentIncidentView[] }> {
  return readInScope(scope, async (db) => {
    const rows = await findParents(db, scope.customerIds)
    return { parents: await viewsOf(db, scope.customerIds, rows) }
  })
}

/** Null: none, or not all of its customers are in scope. */
export function readParent({ scope }: Member, parentId: string): Promise<ParentIncidentView | null> {
  return readInScope(scope, async (db) => {
    const row = await findParent(db, scope.customerIds, parentId)
    return row && viewOfParent(db, scope.customerIds, row)
  })
}

/** One cause over several customers: the parent, and an incident of its own for each of them. */
export async function openParent(
  member: Member,
  asked: z.infer<typeof newParentSchema>,
  now: Date,
): Promise<ParentIncidentView> {
  const { customerIds: scope } = member.scope
  const customerIds = [...new Set(asked.customerIds.map((id) => within(member.scope, id)))]
  if (customerIds.length < 2) throw new Refused('bad-request', 'A shared cause has two customers or more.')
  return writeInScope(member.scope, async (db) => {
    await refuseForeignFinding(db, scope, asked.fleetFindingId)
    const by = actingMember(member)
    const row: ParentRow = {
      ...{ parentId: uuidv7(), reference: await takeParentReference(db), customerIds },
      ...{ title: asked.title, cause: asked.cause, fleetFindingId: asked.fleetFindingId ?? null },
      ...{ createdAt: now, createdBy: member.id, createdName: member.name, closedAt: null, version: 1 },
    }
    await insertParent(db, row)
    const taken = new Set<string>()
    for (const incidentId of [...asked.incidentIds].sort()) {
      const child = await takeIn(db, customerIds, incidentId, row, by, now)
      taken.add(child.customerId)
    }
    const names = await findNames(db, customerIds)
    for (const customerId of customerIds.filter((id) => !taken.has(id)).sort()) {
      const title = forOne(asked.title, customerId, names, neutralTitle)
      await openChild(db, customerId, { title, severity: asked.severity, parent: row }, by, now)
    }
    await record(db, member, row, 'parent-incident.opened', now)
    return viewOfParent(db, scope, row)
  })
}

export function changeParent(
  member: Member,
  parentId: string,
  { version, ...given }: z.infer<typeof changedParentSchema>,
  now: Date,
): Promise<ParentIncidentView> {
  return onParent(member, parentId, async (db, row) => {
    if (row.version !== version)
      throw new Refused('conflict', 'Somebody else has changed this meanwhile. Look at it again.')
    await updateParent(db, row, given, now)
    await record(db, member, row, 'parent-incident.changed', now)
  })
}

/** Moves all children that can go there; it is closed when none goes on any more. */
export function moveParent(
  member: Member,
  parentId: string,
  asked: z.infer<typeof moveParentSchema>,
  now: Date,
): Promise<ParentIncidentView> {
  return onParent(member, parentId, async (db, row) => {
    const { customerIds } = member.scope
    const children = await findChildren(db, customerIds, [parentId])
    const names = await findNames(db, row.customerIds)
    let moved = 0
    for (const child of children.toSorted((a, b) => a.id.localeCompare(b.id))) {
      const said = saidToOne(asked, child.customerId, names)
      if (await moveChild(db, child, said, actingMember(member), now)) moved += 1
    }
    if (moved === 0) throw new Refused('bad-request', 'None of its incidents can go there.')
    const left = await findChildren(db, customerIds, [parentId])
    const over = left.every(({ status }) => !isOngoing(status))
    await updateParent(db, row, { closedAt: over ? (row.closedAt ?? now) : null }, now)
  })
}

const neutralTitle = 'Part of a cause that others share'

/** Words that name another customer stay out of this one's history. */
function saidToOne(
  { to, reason, cause }: z.infer<typeof moveParentSchema>,
  customerId: string,
  names: Awaited<ReturnType<typeof findNames>>,
): MoveAsked {
  const keep = (text: string) => forOne(text, customerId, names, '')
  return {
    to,
    reason: reason && keep(reason),
    cause: cause && { category: cause.category, text: keep(cause.text) },
  }
}

async function onParent(
  member: Member,
  parentId: string,
  work: (db: PoolClient, row: ParentRow) => Promise<void>,
): Promise<ParentIncidentView> {
  const { customerIds } = member.scope
  return writeInScope(member.scope, async (db) => {
    const row = await lockParent(db, customerIds, parentId)
    if (!row) throw new Refused('not-found', 'No such thing.')
    await work(db, row)
    const after = await findParent(db, customerIds, parentId)
    return viewOfParent(db, customerIds, after ?? row)
  })
}

async function refuseForeignFinding(
  db: Db,
  scope: readonly string[],
  fleetFindingId: string | undefined,
): Promise<void> {
  if (fleetFindingId !== undefined && !(await findFleetCustomers(db, scope, fleetFindingId)))
    throw new Refused('not-found', 'No such thing.')
}

/** In the trail of no customer: it names several. */
function record(db: PoolClient, member: Member, row: ParentRow, kind: string, at: Date): Promise<void> {
  return recordActivityPastPrisma(db, {
    ...{ customerId: null, at, kind, actorId: member.id, actorName: member.name },
    ...{ subjectType: 'parent-incident', subjectId: row.parentId, data: { reference: row.reference } },
  })
}

async function viewOfParent(db: Db, scope: readonly string[], row: ParentRow): Promise<ParentIncidentView> {
  const [view] = await viewsOf(db, scope, [row])
  if (!view) throw new Error('a parent that was read is gone')
  return view
}

async function viewsOf(
  db: Db,
  scope: readonly string[],
  rows: readonly ParentRow[],
): Promise<ParentIncidentView[]> {
  const ids = rows.map(({ parentId }) => parentId)
  const children = Map.groupBy(await findChildren(db, scope, ids), ({ parentId }) => parentId)
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.getTime(),
    closedAt: row.closedAt?.getTime() ?? null,
    children: (children.get(row.parentId) ?? []).map(toIncidentView),
  }))
}
