import type { RouteView } from '#lib/notifications/contract.ts'

/** As they are tried: by position, then in the order they were made. */
export const inOrder = (routes: readonly RouteView[]): RouteView[] =>
  [...routes].sort((a, b) => a.position - b.position || (a.routeId < b.routeId ? -1 : 1))

/**
 * The positions that change when one route of a list moves by one place; the list is one customer's, or that of all.
 * Equal positions are told apart first, so a move is always seen.
 */
export function moveRoute(
  list: readonly RouteView[],
  routeId: string,
  by: -1 | 1,
): { route: RouteView; position: number }[] {
  const ordered = inOrder(list)
  const at = ordered.findIndex((route) => route.routeId === routeId)
  const [moved] = ordered.splice(at, 1)
  if (at < 0 || !moved || at + by < 0 || at + by > ordered.length) return []
  ordered.splice(at + by, 0, moved)
  return ordered
    .map((route, i) => ({ route, position: (i + 1) * 10 }))
    .filter(({ route, position }) => route.position !== position)
}
