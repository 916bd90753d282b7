'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { write } from '#components/sessions/write-api.ts'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import {
  type ChangedSilence,
  type EndMaintenance,
  maintenancesSchema,
  maintenanceViewSchema,
  type NewMaintenance,
  type NewSilence,
  silencesSchema,
  silenceViewSchema,
} from '#lib/alerting/suppression/contract.ts'

const everyMs = 15_000

/** The list of this name, asked again while it is looked at; narrowed like the rest of the screen. */
function useList<T>(name: string, read: (path: string, init: RequestInit) => Promise<T>) {
  const customer = useScopedCustomer()
  const query = customer ? `?${new URLSearchParams({ customer })}` : ''
  return useQuery({
    queryKey: [name, customer],
    queryFn: ({ signal }) => read(`/api/v1/${name}${query}`, { signal }),
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  })
}

export const useSilences = () => useList('silences', (path, init) => api(path, silencesSchema, init))
export const useMaintenances = () =>
  useList('maintenances', (path, init) => api(path, maintenancesSchema, init))

/** A write after which the list is asked again, whatever came of it. */
function useAct<Input>(name: string, act: (input: Input) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: act, onSettled: () => client.invalidateQueries({ queryKey: [name] }) })
}

const silence = (silenceId: string) => `/api/v1/silences/${encodeURIComponent(silenceId)}`

export const useCreateSilence = () =>
  useAct('silences', (asked: NewSilence) => write('POST', '/api/v1/silences', silenceViewSchema, asked))
export const useChangeSilence = (silenceId: string) =>
  useAct('silences', (wish: ChangedSilence) => write('PUT', silence(silenceId), silenceViewSchema, wish))
export const useExpireSilence = (silenceId: string) =>
  useAct('silences', () => write('POST', `${silence(silenceId)}/expire`, silenceViewSchema))

export const useCreateMaintenance = () =>
  useAct('maintenances', (asked: NewMaintenance) =>
    write('POST', '/api/v1/maintenances', maintenanceViewSchema, asked),
  )
export const useEndMaintenance = (maintenanceId: string) =>
  useAct('maintenances', (which: EndMaintenance['which']) =>
    write('POST', `/api/v1/maintenances/${encodeURIComponent(maintenanceId)}/end`, maintenanceViewSchema, {
      which,
    }),
  )
