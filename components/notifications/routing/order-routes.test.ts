import { expect, test } from 'vitest'
import { newRouteSchema, type RouteView } from '#lib/notifications/contract.ts'
import { inOrder, moveRoute } from './order-routes.ts'

const route = (routeId: string, position: number): RouteView => ({
  ...newRouteSchema.parse({ customerId: null, name: routeId, position }),
  routeId,
  version: 1,
})
const list = [route('c', 100), route('a', 100), route('b', 100)]
const after = (id: string, by: -1 | 1) => {
  const changes = new Map(moveRoute(list, id, by).map((change) => [change.route.routeId, change.position]))
  return inOrder(list.map((one) => ({ ...one, position: changes.get(one.routeId) ?? one.position }))).map(
    ({ routeId }) => routeId,
  )
}

test('routes of one position are tried in the order they were made', () => {
  expect(inOrder(list).map(({ routeId }) => routeId)).toEqual(['a', 'b', 'c'])
})

test.each<[string, -1 | 1, string[]]>([
  ['c', -1, ['a', 'c', 'b']],
  ['a', 1, ['b', 'a', 'c']],
])('moving %s by %d is seen even where all positions were equal', (id, by, order) => {
  expect(after(id, by)).toEqual(order)
})

test.each<[string, -1 | 1]>([
  ['a', -1],
  ['c', 1],
  ['gone', 1],
])('moving %s by %d beyond the end changes nothing', (id, by) => {
  expect(moveRoute(list, id, by)).toEqual([])
})

test('only what changes its place is written', () => {
  const tidy = [route('a', 10), route('b', 20), route('c', 30)]
  expect(moveRoute(tidy, 'c', -1).map(({ route: { routeId }, position }) => [routeId, position])).toEqual([
    ['c', 20],
    ['b', 30],
  ])
})
