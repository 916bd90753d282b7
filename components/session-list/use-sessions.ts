'use client'

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#components/query/api.ts'
import { apiQuery, type CallsAsked, isLiveView } from '#components/search/use-calls-asked.ts'
import type { SessionView } from '#lib/sessions/contract.ts'
import { sessionFacetsSchema, sessionPageSchema } from '#lib/sessions/search/contract.ts'
import { newcomers, withNews } from './merge-news.ts'

const newsMs = 5_000

function askPage(asked: CallsAsked, before: string, signal: AbortSignal) {
  const query = apiQuery(asked, Date.now())
  if (before) query.set('before', before)
  return api(`/api/v1/sessions?${query}`, sessionPageSchema, { signal })
}

/**
 * The calls of a search. In the live view the list follows by itself; elsewhere what is shown stays where it is, its
 * values are kept up to date, and new calls wait to be asked for.
 */
export function useSessions(asked: CallsAsked) {
  const live = isLiveView(asked.search)
  const list = useInfiniteQuery({
    queryKey: ['sessions', asked.key],
    queryFn: ({ pageParam, signal }) => askPage(asked, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    // Who asked for older pages reads history: asking for all of them again and again would help nobody.
    refetchInterval: (query) => (live && (query.state.data?.pages.length ?? 0) === 1 ? newsMs : false),
    refetchOnWindowFocus: live,
  })
  const news = useQuery({
    queryKey: ['sessions-news', asked.key],
    queryFn: ({ signal }) => askPage(asked, '', signal),
    enabled: !live && list.isSuccess && 'relative' in asked.range,
    refetchInterval: newsMs,
    staleTime: newsMs,
  })
  const loaded = useMemo(() => list.data?.pages.flatMap((page) => page.sessions) ?? [], [list.data])
  const heard: readonly SessionView[] = news.data?.sessions ?? []
  return {
    list,
    live,
    sessions: useMemo(() => withNews(loaded, heard), [loaded, heard]),
    fresh: list.isPlaceholderData ? 0 : newcomers(loaded, heard),
    searchedTo: list.data?.pages.at(-1)?.searchedTo ?? null,
  }
}

export function useFacets(asked: CallsAsked) {
  return useQuery({
    queryKey: ['session-facets', asked.key],
    queryFn: ({ signal }) =>
      api(`/api/v1/sessions/facets?${apiQuery(asked, Date.now())}`, sessionFacetsSchema, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: isLiveView(asked.search) ? 10_000 : 30_000,
  })
}
