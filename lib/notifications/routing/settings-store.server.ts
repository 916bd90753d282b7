import type { Member } from '#lib/access/member.ts'
import { matchersSchema } from '#lib/alerting/labels.ts'
import type { Tx } from '#lib/db/transaction.server.ts'
import type { NewInhibition, NewRoute, RouteView } from '../contract.ts'
import { groupLabels } from '../contract.ts'
import { visibleTo } from '../settings-right.server.ts'

/** Every query about routes and inhibitions that people make. */

type RouteFields = Omit<NewRoute, 'customerId'>
const inOrder = [
  { customerId: { sort: 'asc' as const, nulls: 'last' as const } },
  { position: 'asc' as const },
  { id: 'asc' as const },
]

export async function findRoutes(tx: Tx, member: Member): Promise<RouteView[]> {
  const rows = await tx.route.findMany({ where: visibleTo(member), orderBy: inOrder })
  return rows.map(routeViewOf)
}

export async function findRoute(tx: Tx, member: Member, id: string): Promise<RouteView | null> {
  const row = await tx.route.findFirst({ where: { id, ...visibleTo(member) } })
  return row && routeViewOf(row)
}

type RouteInTable = Awaited<ReturnType<Tx['route']['findMany']>>[number]

function routeViewOf({ id, updatedAt: _at, updatedBy: _by, ...row }: RouteInTable): RouteView {
  const groupBy = groupLabels.filter((label) => row.groupBy.includes(label))
  return { ...row, routeId: id, matchers: matchersSchema.parse(row.matchers), groupBy }
}

type Touched = { at: Date; by: string }

export async function insertRoute(tx: Tx, id: string, route: NewRoute, { at, by }: Touched): Promise<void> {
  await tx.route.createMany({ data: [{ ...route, id, updatedAt: at, updatedBy: by }] })
}

/** False: another version stands there. */
export async function updateRoute(
  tx: Tx,
  id: string,
  version: number,
  route: RouteFields,
  { at, by }: Touched,
): Promise<boolean> {
  const data = { ...route, version: version + 1, updatedAt: at, updatedBy: by }
  return (await tx.route.updateMany({ where: { id, version }, data })).count === 1
}

export async function deleteRouteRow(tx: Tx, id: string): Promise<boolean> {
  return (await tx.route.deleteMany({ where: { id } })).count === 1
}

export type InhibitionView = NewInhibition & { inhibitionId: string }

export async function findInhibitions(tx: Tx, member: Member): Promise<InhibitionView[]> {
  const rows = await tx.inhibition.findMany({
    where: visibleTo(member),
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(inhibitionViewOf)
}

export async function findInhibition(tx: Tx, member: Member, id: string): Promise<InhibitionView | null> {
  const row = await tx.inhibition.findFirst({ where: { id, ...visibleTo(member) } })
  return row && inhibitionViewOf(row)
}

type InhibitionInTable = Awaited<ReturnType<Tx['inhibition']['findMany']>>[number]

function inhibitionViewOf({ id, updatedAt: _at, ...row }: InhibitionInTable): InhibitionView {
  return {
    ...row,
    inhibitionId: id,
    source: matchersSchema.parse(row.source),
    target: matchersSchema.parse(row.target),
    equal: groupLabels.filter((label) => row.equal.includes(label)),
  }
}

export async function insertInhibition(tx: Tx, id: string, inhibition: NewInhibition, at: Date): Promise<void> {
  await tx.inhibition.createMany({ data: [{ ...inhibition, id, updatedAt: at }] })
}

export async function updateInhibition(
  tx: Tx,
  id: string,
  inhibition: Omit<NewInhibition, 'customerId'>,
  at: Date,
): Promise<boolean> {
  return (await tx.inhibition.updateMany({ where: { id }, data: { ...inhibition, updatedAt: at } })).count === 1
}

export async function deleteInhibitionRow(tx: Tx, id: string): Promise<boolean> {
  return (await tx.inhibition.deleteMany({ where: { id } })).count === 1
}

/** Of these channels, those that may hear of a customer's alerts; null = of every customer's. */
export async function countServing(
  tx: Tx,
  customerId: string | null,
  channelIds: readonly string[],
): Promise<number> {
  return tx.channel.count({
    where: { id: { in: [...channelIds] }, disabledAt: null, ...servingWhere(customerId) },
  })
}

/** The policy is held so that nobody deletes it before this is written. */
export async function holdPolicy(tx: Tx, customerId: string | null, policyId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<{ customerId: string | null }[]>`
    SELECT customer_id AS "customerId" FROM escalation_policy
     WHERE id = ${policyId}::uuid AND deleted_at IS NULL FOR SHARE`
  const [row] = rows
  return row !== undefined && (row.customerId === null || row.customerId === customerId)
}

const servingWhere = (customerId: string | null) =>
  customerId === null ? { customerId: null } : { OR: [{ customerId: null }, { customerId }] }
