import { type Chosen, chooseRoutes } from './choose-routes.ts'
import type { CustomerState, GroupRow, Settings } from './customer-state.ts'
import { decideGroup, firstTick, type GroupDecision, nextTick } from './decide-group.ts'
import { lastResort } from './default-routing.ts'
import { groupKey, labelsOfGroup } from './group-key.ts'
import type { Seen } from './look-at-alert.ts'
import type { RouteRow } from './route-row.ts'

/** A group that should be there, with what belongs to it. */
type Wanted = {
  key: string
  route: RouteRow
  channelId: string
  labels: Record<string, string>
  members: Seen[]
}
export type GroupPlan =
  | { do: 'create'; key: string; route: RouteRow; channelId: string; labels: Record<string, string>; nextTickAt: Date }
  | { do: 'tick'; group: GroupRow; nextTickAt: Date }
  | { do: 'clear'; group: GroupRow; nextTickAt: Date }
  | { do: 'delete'; group: GroupRow }
  | {
      do: 'send'
      group: GroupRow
      nextTickAt: Date
      decision: Extract<GroupDecision, { do: 'send' }>
      routeName: string
    }

export type Routed = ReadonlyMap<string, readonly Chosen[]>

/** Which routes each alert that goes on takes. */
export function routesOf(seen: readonly Seen[], settings: Settings): Routed {
  const open = seen.filter(({ alert }) => alert.state !== 'resolved')
  return new Map(open.map(({ id, alert }) => [id, chooseRoutes(alert, settings.routes, settings.channels)]))
}

/** What is to be done with the customer's groups now. */
export function planGroups(
  state: CustomerState,
  seen: readonly Seen[],
  routed: Routed,
  settings: Settings,
  now: Date,
): GroupPlan[] {
  const wanted = wantedGroups(state.customerId, seen, routed)
  const known = new Set(state.groups.map((group) => group.groupKey))
  const made = [...wanted.values()].filter(({ key }) => !known.has(key)).flatMap((one) => created(one, now))
  const byId = new Map(seen.map((one) => [one.id, one]))
  const ticked = state.groups
    .filter(({ nextTickAt }) => nextTickAt === null || nextTickAt <= now)
    .map((group) => ticking(group, wanted.get(group.groupKey), byId, settings, now))
  return [...made, ...ticked]
}

function wantedGroups(customerId: string, seen: readonly Seen[], routed: Routed): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>()
  for (const one of seen)
    for (const { route, channelIds } of routed.get(one.id) ?? [])
      for (const channelId of channelIds) {
        const labels = labelsOfGroup(route.groupBy, one.alert.labels)
        const key = groupKey({ customerId, routeId: route.routeId, channelId, labels })
        const group = wanted.get(key) ?? { key, route, channelId, labels, members: [] }
        group.members.push(one)
        wanted.set(key, group)
      }
  return wanted
}

function created({ members, ...group }: Wanted, now: Date): GroupPlan[] {
  const nextTickAt = firstTick(members, group.route, now)
  return nextTickAt === null ? [] : [{ do: 'create', ...group, nextTickAt }]
}

/**
 * Members are those that take this route now and those it was told of. What it was told of and what now goes another way
 * is held: its end is still told here.
 */
function ticking(
  group: GroupRow,
  wanted: Wanted | undefined,
  byId: ReadonlyMap<string, Seen>,
  settings: Settings,
  now: Date,
): GroupPlan {
  const members = wanted?.members ?? []
  const ids = new Set(members.map(({ id }) => id))
  const elsewhere = group.deliveredFiring
    .filter((id) => !ids.has(id))
    .flatMap((id) => byId.get(id) ?? [])
    .map((one) => (one.standing === 'firing' ? { ...one, standing: 'held' as const } : one))
  const route =
    wanted?.route ?? settings.routes.find(({ routeId }) => routeId === group.routeId) ?? lastResort
  const nextTickAt = nextTick(group.nextTickAt ?? now, route, now)
  if (group.pending) return { do: 'tick', group, nextTickAt }
  const last = { firing: new Set(group.deliveredFiring), at: group.deliveredAt }
  const decision = decideGroup(last, [...members, ...elsewhere], route, now)
  if (decision.do === 'send') return { do: 'send', group, nextTickAt, decision, routeName: route.name }
  if (decision.do === 'clear') return { do: 'clear', group, nextTickAt }
  const over = last.firing.size === 0 && !members.some(({ standing }) => standing === 'firing')
  return over ? { do: 'delete', group } : { do: 'tick', group, nextTickAt }
}
