'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { shiftsSchema } from '#lib/notifications/contract.ts'
import { schedules } from '../shared/collections.ts'

export const shiftsKey = 'shifts'

const marginMs = 14 * 86_400_000

/**
 * Who is on call when, between two moments. Asked for two weeks more on both sides: a shift is then known from its true
 * beginning to its true end, not cut where the picture ends.
 */
export function useShifts(scheduleId: string, from: number, to: number) {
  const asked = `from=${from - marginMs}&to=${to + marginMs}`
  return useQuery({
    queryKey: [shiftsKey, scheduleId, from, to],
    queryFn: ({ signal }) => api(`${schedules.path}/${scheduleId}/shifts?${asked}`, shiftsSchema, { signal }),
    placeholderData: keepPreviousData,
  })
}
