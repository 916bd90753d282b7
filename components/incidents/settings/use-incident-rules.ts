'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#components/query/api.ts'
import { write } from '#components/sessions/write-api.ts'
import {
  type ChangedIncidentRule,
  incidentRulesSchema,
  type NewIncidentRule,
} from '#lib/incidents/api-contract.ts'

const path = '/api/v1/incident-rules'
const key = ['incident-rules'] as const
const of = (ruleId: string) => `${path}/${encodeURIComponent(ruleId)}`

export const useIncidentRules = () =>
  useQuery({ queryKey: key, queryFn: ({ signal }) => api(path, incidentRulesSchema, { signal }) })

/** A write after which the list is read again, whatever came of it. */
function useAct<Input>(act: (input: Input) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: act, onSettled: () => client.invalidateQueries({ queryKey: key }) })
}

export const useCreateIncidentRule = () =>
  useAct((rule: NewIncidentRule) => write('POST', path, z.unknown(), rule))
export const useChangeIncidentRule = (ruleId: string) =>
  useAct((rule: ChangedIncidentRule) => write('PUT', of(ruleId), z.unknown(), rule))
export const useDeleteIncidentRule = (ruleId: string) =>
  useAct(() => write('DELETE', of(ruleId), z.unknown()))
