import type { RouteRight } from '../route-right.ts'

/** The routes about alert rules. */
export const ruleRoutes = {} as const satisfies Record<string, RouteRight>
