import type { RouteRight } from '../route-right.ts'

/** The routes about outside monitors and heartbeats. */
export const intakeRoutes = {} as const satisfies Record<string, RouteRight>
