import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import type { Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { changedRouteSchema, NewRoute, RouteView } from '../contract.ts'
import { asMember, changedMeanwhile, mayServe, noSuchThing, recordChange } from '../settings-right.server.ts'
import {
  countServing,
  deleteRouteRow,
  findRoute,
  findRoutes,
  holdPolicy,
  insertRoute,
  updateRoute,
} from './settings-store.server.ts'

/** Routes in the order they are tried: customers' own before those of all. */
export async function listRoutes(member: Member): Promise<{ routes: RouteView[] }> {
  return { routes: await asMember(member, (tx) => findRoutes(tx, member)) }
}

export async function addRoute(member: Member, asked: NewRoute, now: Date): Promise<RouteView> {
  const route = { ...asked, customerId: mayServe(member, asked.customerId) }
  const id = uuidv7()
  await asMember(member, async (tx) => {
    await refuseOthers(tx, route.customerId, route)
    await insertRoute(tx, id, route, { at: now, by: member.id })
    await record(tx, member, 'route.added', route.customerId, id, asked, now)
  })
  return { ...route, routeId: id, version: 1 }
}

export async function changeRoute(
  member: Member,
  routeId: string,
  { version, ...route }: z.infer<typeof changedRouteSchema>,
  now: Date,
): Promise<RouteView> {
  return asMember(member, async (tx) => {
    const was = await existing(tx, member, routeId)
    await refuseOthers(tx, was.customerId, route)
    if (!(await updateRoute(tx, routeId, version, route, { at: now, by: member.id }))) throw changedMeanwhile()
    await record(tx, member, 'route.changed', was.customerId, routeId, route, now)
    return { ...route, customerId: was.customerId, routeId, version: version + 1 }
  })
}

/** Groups it has told of are still told when they end. */
export async function deleteRoute(member: Member, routeId: string, now: Date): Promise<{ ok: true }> {
  return asMember(member, async (tx) => {
    const was = await existing(tx, member, routeId)
    if (!(await deleteRouteRow(tx, routeId))) throw noSuchThing()
    await record(tx, member, 'route.deleted', was.customerId, routeId, was, now)
    return { ok: true }
  })
}

async function existing(tx: Tx, member: Member, routeId: string): Promise<RouteView> {
  const route = await findRoute(tx, member, routeId)
  if (!route) throw noSuchThing()
  mayServe(member, route.customerId)
  return route
}

/** A route of one customer must not tell another's channel; one of all must not tell any single customer's. */
async function refuseOthers(
  tx: Tx,
  customerId: string | null,
  { channelIds, policyId }: Pick<NewRoute, 'channelIds' | 'policyId'>,
): Promise<void> {
  const wanted = new Set(channelIds)
  if ((await countServing(tx, customerId, [...wanted])) !== wanted.size)
    throw new Refused('bad-request', 'A channel of this route does not exist or does not serve these customers.')
  if (policyId !== null && !(await holdPolicy(tx, customerId, policyId)))
    throw new Refused('bad-request', 'The policy of this route does not exist or does not serve these customers.')
}

function record(
  tx: Tx,
  member: Member,
  kind: string,
  customerId: string | null,
  subjectId: string,
  data: Record<string, unknown>,
  now: Date,
) {
  return recordChange(tx, member, { customerId, kind, subjectType: 'route', subjectId }, data, now)
}
