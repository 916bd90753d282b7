'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { shiftsSchema } from '#lib/notifications/contract.ts'
import { schedules } from '../shared/collections.ts'

export const shiftsKey = 'shifts'

/** Who is on call when, between two moments. */
export function useShifts(scheduleId: string, from: number, to: number) {
  return useQuery({
    queryKey: [shiftsKey, scheduleId, from, to],
    queryFn: ({ signal }) =>
      api(`${schedules.path}/${scheduleId}/shifts?from=${from}&to=${to}`, shiftsSchema, { signal }),
    placeholderData: keepPreviousData,
  })
}
