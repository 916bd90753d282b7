import { changedRouteSchema, deletedSchema, routeSchema } from '#lib/notifications/contract.ts'
import { changeRoute, deleteRoute } from '#lib/notifications/routing/routes.server.ts'
import { idParams, route } from '../../../door.ts'

export const PUT = route(
  'PUT /api/v1/routes/[routeId]',
  { params: idParams('routeId'), body: changedRouteSchema, respond: routeSchema },
  ({ member, params, body, now }) => changeRoute(member, params.routeId, body, now),
)

export const DELETE = route(
  'DELETE /api/v1/routes/[routeId]',
  { params: idParams('routeId'), respond: deletedSchema },
  ({ member, params, now }) => deleteRoute(member, params.routeId, now),
)
