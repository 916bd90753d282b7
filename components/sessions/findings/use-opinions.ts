'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#components/query/api.ts'
import { meSchema } from '#lib/access/contract.ts'
import type { Opinion } from '#lib/diagnosis/contract.ts'
import { type OpinionList, opinionsSchema } from '../evidence-api.ts'
import { write } from '../write-api.ts'

type Said = { findingId: string; opinion: Opinion | null }

/** What members think of the findings of a call; the own click shows at once, the server has the last word. */
export function useOpinions(sessionId: string) {
  const client = useQueryClient()
  const key = ['session-opinions', sessionId]
  const me = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => api('/api/v1/me', meSchema, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const told = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      api(`/api/v1/sessions/${encodeURIComponent(sessionId)}/opinions`, opinionsSchema, { signal }),
    staleTime: 30_000,
  })
  const say = useMutation({
    mutationFn: ({ findingId, opinion }: Said) =>
      write('PUT', `/api/v1/findings/${encodeURIComponent(findingId)}/opinion`, z.unknown(), { opinion }),
    onMutate: async (said: Said) => {
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData<OpinionList>(key)
      if (before && me.data) client.setQueryData<OpinionList>(key, withOpinion(before, me.data, said))
      return { before }
    },
    onError: (_problem, _said, kept) => {
      if (kept?.before) client.setQueryData(key, kept.before)
    },
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
  return {
    opinions: told.data?.opinions ?? [],
    failed: told.isError,
    memberId: me.data?.id ?? null,
    say: say.mutate,
    refused: say.isError ? say.variables?.findingId : undefined,
  }
}
export type Opinions = ReturnType<typeof useOpinions>

/** The list as it will be once the server agrees. */
export function withOpinion(
  list: OpinionList,
  me: { id: string; name: string },
  { findingId, opinion }: Said,
): OpinionList {
  const others = list.opinions.filter((one) => one.findingId !== findingId || one.memberId !== me.id)
  if (opinion === null) return { opinions: others }
  const mine = { findingId, memberId: me.id, memberName: me.name, opinion, comment: '', at: 0 }
  return { opinions: [...others, mine] }
}
