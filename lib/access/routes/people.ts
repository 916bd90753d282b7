import type { RouteRight } from '../route-right.ts'

/** The routes about invitations, tokens, and the trail. */
export const peopleRoutes = {} as const satisfies Record<string, RouteRight>
