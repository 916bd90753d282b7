'use client'

import { useMutation } from '@tanstack/react-query'
import { z } from 'zod'
import { write } from '#components/sessions/write-api.ts'
import { useAnnounce } from '#components/ui/announcer.tsx'
import type { RouteView } from '#lib/notifications/contract.ts'
import { useRefresh } from '../shared/collection.ts'
import { routes } from '../shared/collections.ts'
import { inOrder, moveRoute } from './order-routes.ts'

/** Moves a route up or down within its own list; one write per place that changes. */
export function useMoveRoute(list: readonly RouteView[]) {
  const refresh = useRefresh()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: async ({ routeId, by }: { routeId: string; by: -1 | 1 }) => {
      for (const { route, position } of moveRoute(list, routeId, by)) {
        const { routeId: id, customerId: _whose, ...rest } = route
        await write('PUT', `${routes.path}/${id}`, z.unknown(), { ...rest, position })
      }
      return inOrder(list).findIndex((route) => route.routeId === routeId) + 1 + by
    },
    onSuccess: (place) => announce(`Now number ${place}.`),
    onSettled: () => refresh(routes.path),
  })
}
