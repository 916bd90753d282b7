'use client'

import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem, isTransient } from './api.ts'

/** One cache a tab. Only what may pass by itself is retried; a lost sign-in leads to the sign-in page. */
export function QueryProvider({ children }: { children: React.ReactNode }) {
  const [client] = useState(makeClient)
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}

function makeClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, problem) => failures < 3 && isTransient(problem),
        retryDelay: (failures) => Math.min(1000 * 2 ** failures, 15_000),
      },
      mutations: { retry: false },
    },
  })
}

function leaveWhenSignedOut(problem: unknown) {
  if (!(problem instanceof ApiProblem) || problem.status !== 401) return
  const back = `${window.location.pathname}${window.location.search}`
  window.location.assign(`/sign-in?next=${encodeURIComponent(back)}`)
}
