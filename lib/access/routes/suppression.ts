import type { RouteRight } from '../route-right.ts'

/** The routes about silences and maintenance. */
export const suppressionRoutes = {} as const satisfies Record<string, RouteRight>
