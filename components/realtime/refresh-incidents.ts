import type { QueryClient } from '@tanstack/react-query'
import type { IncidentNews } from '#lib/realtime/dashboard.ts'

/**
 * What the cache holds of incidents (everything under `['incidents']`) is read again when one changes; only what is on a
 * screen asks the server. A page names its incident by the reference, which the news do not hold, so all of it is old.
 */
export function refreshIncidents(queryClient: QueryClient, { changes, resync }: IncidentNews): void {
  if (resync || changes.length > 0) void queryClient.invalidateQueries({ queryKey: ['incidents'] })
}
