'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { z } from 'zod'
import { api } from '#components/query/api.ts'
import { useAddress } from '#components/query/use-address.ts'
import { apiQuery, type CallsAsked } from '#components/search/use-calls-asked.ts'
import { type Dimension, dimensionNames } from '#lib/sessions/breakdown/dimensions.ts'
import { isOutcome, type Outcome } from '#lib/sessions/breakdown/outcomes.ts'

export const reportViews = ['by', 'joins', 'kpis'] as const
export type ReportView = (typeof reportViews)[number]

/** Which report, of what, and whether pretend calls count: all of it in the address. */
export type ReportChoice = { view: ReportView; by: Dimension; outcome: Outcome; simulated: boolean }

export function useReportChoice() {
  const [query, change] = useAddress()
  const choice = useMemo<ReportChoice>(() => {
    const outcome = query.get('outcome') ?? ''
    return {
      view: reportViews.find((view) => view === query.get('view')) ?? 'by',
      by: dimensionNames.find((by) => by === query.get('by')) ?? 'cause',
      outcome: isOutcome(outcome) ? outcome : 'poorOrBad',
      simulated: query.get('simulated') === 'yes',
    }
  }, [query])
  const choose = useCallback(
    (name: 'view' | 'by' | 'outcome' | 'simulated', value: string | null) =>
      change((next) => (value === null ? next.delete(name) : next.set(name, value))),
    [change],
  )
  return { choice, choose }
}

/** A report of the API, asked for anew every minute. */
export function useReport<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  asked: CallsAsked,
  extra: Record<string, string>,
) {
  return useQuery({
    queryKey: ['report', path, asked.key, extra],
    queryFn: ({ signal }): Promise<z.output<Schema>> => {
      const query = apiQuery(asked, Date.now())
      for (const [name, value] of Object.entries(extra)) query.set(name, value)
      return api(`${path}?${query}`, schema, { signal })
    },
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
}
