import type { RouteRight } from '../route-right.ts'

/** The routes about alerts. */
export const alertRoutes = {} as const satisfies Record<string, RouteRight>
