'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiProblem, api } from '#components/query/api.ts'
import type { Opinion } from '#lib/diagnosis/contract.ts'
import {
  type FindingOpinion,
  findingOpinionSchema,
  type SessionOpinions,
  sessionOpinionsSchema,
} from '#lib/sessions/annotations/contract.ts'
import { write } from '../write-api.ts'
import { judged, replaced } from './judged.ts'

type Said = { findingId: string; opinion: Opinion | null }

/** A finding of a live call is told a few seconds before it stands in the database. */
const isNotStoredYet = (problem: unknown) => problem instanceof ApiProblem && problem.status === 404
const storedAfterMs = 3_000

/** What members think of the findings of a call; the own click shows at once, the server has the last word. */
export function useOpinions(sessionId: string) {
  const client = useQueryClient()
  const key = ['session-opinions', sessionId]
  const told = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      api(`/api/v1/sessions/${encodeURIComponent(sessionId)}/opinions`, sessionOpinionsSchema, { signal }),
    staleTime: 30_000,
  })
  const put = (next: FindingOpinion) =>
    client.setQueryData<SessionOpinions>(key, (list) => replaced(list ?? { opinions: [] }, next))
  const say = useMutation({
    mutationFn: ({ findingId, opinion }: Said) =>
      write('PUT', `/api/v1/findings/${encodeURIComponent(findingId)}/opinion`, findingOpinionSchema, {
        opinion,
      }),
    retry: (failures, problem) => failures < 5 && isNotStoredYet(problem),
    retryDelay: storedAfterMs,
    onMutate: async (said) => {
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData<SessionOpinions>(key)
      put(judged(before ?? { opinions: [] }, said.findingId, said.opinion))
      return { before }
    },
    onSuccess: put,
    onError: (_problem, _said, kept) => client.setQueryData(key, kept?.before),
  })
  return {
    of: (findingId: string) => told.data?.opinions.find((one) => one.findingId === findingId) ?? null,
    failed: told.isError,
    say: say.mutate,
    refused: say.isError ? say.variables.findingId : null,
  }
}
export type Opinions = ReturnType<typeof useOpinions>
