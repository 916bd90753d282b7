import { newRouteSchema, routeSchema, routesSchema } from '#lib/notifications/contract.ts'
import { addRoute, listRoutes } from '#lib/notifications/routing/routes.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/routes', { respond: routesSchema }, ({ member }) => listRoutes(member))

export const POST = route(
  'POST /api/v1/routes',
  { body: newRouteSchema, respond: routeSchema, status: 201 },
  ({ member, body, now }) => addRoute(member, body, now),
)
