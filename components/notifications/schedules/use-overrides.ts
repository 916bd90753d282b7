'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { write } from '#components/sessions/write-api.ts'
import { useAnnounce } from '#components/ui/announcer.tsx'
import { schedules } from '../shared/collections.ts'
import { shiftsKey } from './use-shifts.ts'

export type Override = { memberId: string; startsAt: number; endsAt: number }

/** Taking and handing over times, and undoing it; the calendar and who is on call are asked again. */
export function useOverrides(scheduleId: string | null) {
  const queries = useQueryClient()
  const announce = useAnnounce()
  const again = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: [shiftsKey] }),
      queries.invalidateQueries({ queryKey: [schedules.path] }),
    ])
  const add = useMutation({
    mutationFn: (override: Override) =>
      write('POST', `${schedules.path}/${scheduleId}/overrides`, z.unknown(), override),
    onSuccess: async () => {
      await again()
      announce('The time is handed over.')
    },
  })
  const remove = useMutation({
    mutationFn: (overrideId: string) =>
      write('DELETE', `/api/v1/schedule-overrides/${overrideId}`, z.unknown()),
    onSuccess: async () => {
      await again()
      announce('Removed: the rotation has that time again.')
    },
  })
  return { add, remove }
}
