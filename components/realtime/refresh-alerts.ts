import type { QueryClient } from '@tanstack/react-query'
import type { AlertNews } from '#lib/realtime/dashboard.ts'

/**
 * What the cache holds of alerts is read again when they change. Keys: `['alerts', 'inbox', query]`,
 * `['alerts', 'detail', alertId]`, `['alerts', 'waiting']`; only what is on a screen asks the server.
 */
export function refreshAlerts(queryClient: QueryClient, { changes, resync }: AlertNews): void {
  if (resync) {
    void queryClient.invalidateQueries({ queryKey: ['alerts'] })
    return
  }
  if (changes.length === 0) return
  const changed = new Set(changes.map(({ alertId }) => alertId))
  void queryClient.invalidateQueries({
    queryKey: ['alerts'],
    predicate: ({ queryKey: [, part, id] }) => part !== 'detail' || changed.has(String(id)),
  })
}
