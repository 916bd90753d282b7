import { type Labels, matchesAll } from '#lib/alerting/labels.ts'
import { lastResort } from './default-routing.ts'
import type { RouteRow } from './route-row.ts'

/** A route that tells somebody, with the channels that may hear of this customer. */
export type Chosen = { route: RouteRow; channelIds: readonly string[] }

/** `customerId` null = serves all customers. */
export type ChannelRow = { channelId: string; customerId: string | null; name: string }

/**
 * The routes of an alert, in order: the customer's own before those of all, each by position; the first that matches
 * ends the search unless it says to go on. The customer is implicit: another's route, or channel, is never chosen.
 * When none of them tells anybody, the last resort does.
 */
export function chooseRoutes(
  alert: { customerId: string; labels: Labels },
  routes: readonly RouteRow[],
  channels: readonly ChannelRow[],
): Chosen[] {
  const serving = channels.filter((one) => serves(one, alert.customerId)).map((one) => one.channelId)
  const chosen = matching(alert, routes).map((route) => ({
    route,
    channelIds: [...new Set(route.channelIds)].filter((id) => serving.includes(id)),
  }))
  const telling = chosen.filter(({ route, channelIds }) => channelIds.length > 0 || route.policyId !== null)
  return telling.length > 0 ? telling : [{ route: lastResort, channelIds: serving }]
}

/** What matches, whether it tells anybody or not. */
export function matching(
  alert: { customerId: string; labels: Labels },
  routes: readonly RouteRow[],
): RouteRow[] {
  const found: RouteRow[] = []
  for (const route of inOrder(routes, alert.customerId)) {
    if (!matchesAll(route.matchers, alert.labels)) continue
    found.push(route)
    if (!route.goOn) break
  }
  return found
}

const serves = (of: { customerId: string | null }, customerId: string) =>
  of.customerId === null || of.customerId === customerId

function inOrder(routes: readonly RouteRow[], customerId: string): RouteRow[] {
  return routes
    .filter((route) => route.enabled && serves(route, customerId))
    .sort(
      (a, b) =>
        Number(a.customerId === null) - Number(b.customerId === null) ||
        a.position - b.position ||
        (a.routeId < b.routeId ? -1 : 1),
    )
}
