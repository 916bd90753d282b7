'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { z } from 'zod'
import { api } from '#components/query/api.ts'
import { write } from '#components/sessions/write-api.ts'
import {
  type changedParentSchema,
  type moveParentSchema,
  type newParentSchema,
  parentIncidentSchema,
  parentIncidentsSchema,
} from '#lib/incidents/api-contract.ts'
import { incidentsKey, parentsKey } from './incident-cache.ts'
import { isMissing } from './use-incident.ts'

const path = '/api/v1/parent-incidents'
const of = (parentId: string) => `${path}/${encodeURIComponent(parentId)}`
const pollMs = 10_000

/** Causes that several customers share, for whoever may see them all. */
export const useParents = () =>
  useQuery({
    queryKey: [...parentsKey, 'list'],
    queryFn: ({ signal }) => api(path, parentIncidentsSchema, { signal }),
    refetchInterval: pollMs,
  })

export const useParent = (parentId: string) =>
  useQuery({
    queryKey: [...parentsKey, 'detail', parentId],
    queryFn: ({ signal }) => api(of(parentId), parentIncidentSchema, { signal }),
    refetchInterval: (query) => (isMissing(query.state.error) ? false : pollMs),
  })

/** Opens the parent, with one incident for each customer, and goes to it. */
export function useOpenParent() {
  const client = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: (asked: z.input<typeof newParentSchema>) => write('POST', path, parentIncidentSchema, asked),
    onSuccess: ({ parentId }) => router.push(`/incidents/shared/${encodeURIComponent(parentId)}`),
    onSettled: () => client.invalidateQueries({ queryKey: incidentsKey }),
  })
}

function useParentAct<Body extends object>(method: 'PATCH' | 'POST', where: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Body) => write(method, where, z.unknown(), body),
    onSettled: () => client.invalidateQueries({ queryKey: incidentsKey }),
  })
}
export const useChangeParent = (parentId: string) =>
  useParentAct<z.input<typeof changedParentSchema>>('PATCH', of(parentId))
export const useMoveParent = (parentId: string) =>
  useParentAct<z.input<typeof moveParentSchema>>('POST', `${of(parentId)}/status`)
