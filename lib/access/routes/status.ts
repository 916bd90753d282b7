import type { RouteRight } from '../route-right.ts'

/** The routes about status pages, beside the first `GET /api/v1/status`. */
export const statusRoutes = {} as const satisfies Record<string, RouteRight>
