import type { RouteRight } from '../route-right.ts'

/** The routes about channels, routes, escalation and schedules. */
export const notificationRoutes = {} as const satisfies Record<string, RouteRight>
