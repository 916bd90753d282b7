import type { RouteRight } from '../route-right.ts'
import { channelRoutes } from './channels.ts'

/** The routes about channels, routes, escalation and schedules. */
export const notificationRoutes = {
  ...channelRoutes,
} as const satisfies Record<string, RouteRight>
