import type { RouteRight } from '../route-right.ts'

/** The routes about reviews and corrective actions. */
export const learningRoutes = {} as const satisfies Record<string, RouteRight>
