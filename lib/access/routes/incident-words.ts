import type { RouteRight } from '../route-right.ts'

/** The routes about notes, customer updates and their templates. */
export const incidentWordRoutes = {} as const satisfies Record<string, RouteRight>
