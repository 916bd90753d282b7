'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { incidentsKey } from '#components/incidents/data/incident-cache.ts'
import { incidentPath } from '#components/incidents/data/use-incident.ts'
import { api } from '#components/query/api.ts'
import { write } from '#components/sessions/write-api.ts'
import {
  type ActionListQuery,
  actionListSchema,
  incidentActionsSchema,
  type NewAction,
  type ReviewTask,
  type ReviewView,
  reviewSchema,
  type SavedReview,
} from '#lib/incidents/learning/contract.ts'

// under the word of incidents, so that what the server tells of them renews these too
const learningKey = [...incidentsKey, 'learning'] as const
const reviewKey = (id: string) => [...learningKey, 'review', id] as const

export const useReview = (id: string) =>
  useQuery({
    queryKey: reviewKey(id),
    queryFn: ({ signal }) => api(`${incidentPath(id)}/review`, reviewSchema, { signal }),
  })

/** A write whose answer is the review as it stands then. */
function useReviewAct<Input>(id: string, act: (input: Input) => Promise<ReviewView>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: (review) => {
      client.setQueryData(reviewKey(id), review)
      return client.invalidateQueries({ queryKey: incidentsKey })
    },
  })
}
export const useSaveReview = (id: string) =>
  useReviewAct(id, (saved: SavedReview) => write('PUT', `${incidentPath(id)}/review`, reviewSchema, saved))
export const useMoveReview = (id: string) =>
  useReviewAct(id, (to: { version: number; status?: ReviewView['status']; share?: string | null }) =>
    write('POST', `${incidentPath(id)}/review/status`, reviewSchema, to),
  )
export const useFinishTask = (id: string) =>
  useReviewAct(id, ({ key, ...body }: Pick<ReviewTask, 'key' | 'status'> & { version: number }) =>
    write('PUT', `${incidentPath(id)}/review/tasks/${key}`, reviewSchema, body),
  )

export const useIncidentActions = (id: string) =>
  useQuery({
    queryKey: [...learningKey, 'actions-of', id],
    queryFn: ({ signal }) => api(`${incidentPath(id)}/actions`, incidentActionsSchema, { signal }),
  })

export const useActionList = (query: ActionListQuery) =>
  useQuery({
    queryKey: [...learningKey, 'actions', query],
    queryFn: ({ signal }) =>
      api(`/api/v1/corrective-actions?${new URLSearchParams(query)}`, actionListSchema, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })

function useAct<Input>(act: (input: Input) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSettled: () => client.invalidateQueries({ queryKey: incidentsKey }),
  })
}
export const useCreateAction = (id: string) =>
  useAct((action: NewAction) => write('POST', `${incidentPath(id)}/actions`, z.unknown(), action))
const actionPath = (id: string) => `/api/v1/corrective-actions/${encodeURIComponent(id)}`
export const useEditAction = (id: string) =>
  useAct((body: NewAction & { version: number }) => write('PATCH', actionPath(id), z.unknown(), body))
export const useActOnAction = (id: string) =>
  useAct(({ act, ...body }: { act: 'done' | 'decline' | 'reopen'; version: number; reason?: string }) =>
    write('POST', `${actionPath(id)}/${act}`, z.unknown(), body),
  )
