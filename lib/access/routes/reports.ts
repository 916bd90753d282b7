import type { RouteRight } from '../route-right.ts'

/** The routes about reports for managers. */
export const reportRoutes = {} as const satisfies Record<string, RouteRight>
