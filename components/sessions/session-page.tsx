'use client'

import Link from 'next/link'
import { useCallback } from 'react'
import { ApiProblem } from '#components/query/api.ts'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { SessionScreen } from './session-screen.tsx'
import { SessionSkeleton } from './session-skeleton.tsx'
import { useSession } from './use-session.ts'

/** `/sessions/<id>`: loading, not there, broken, or the call. */
export function SessionPage({ sessionId }: { sessionId: string }) {
  const { detail, series, events, store, now } = useSession(sessionId)
  const { refetch: againSeries } = series
  const { refetch: againEvents } = events.query
  const retry = useCallback(() => {
    void againSeries()
    void againEvents()
  }, [againSeries, againEvents])
  if (detail.data) {
    return (
      <SessionScreen
        detail={detail.data}
        events={events.list}
        eventsState={panelState(events.query)}
        history={panelState(series)}
        key={sessionId}
        now={now ?? detail.data.serverTime}
        onRetry={retry}
        store={store}
      />
    )
  }
  if (!detail.error) return <SessionSkeleton />
  return <NotShown problem={detail.error} onRetry={() => void detail.refetch()} />
}

function panelState(query: { data: unknown; isError: boolean }): 'loading' | 'failed' | 'ready' {
  if (query.isError && query.data === undefined) return 'failed'
  return query.data === undefined ? 'loading' : 'ready'
}

/** No such call (or none of yours: the two look the same on purpose), or the server did not answer. */
export function NotShown({ problem, onRetry }: { problem: Error; onRetry: () => void }) {
  const missing = problem instanceof ApiProblem && [400, 403, 404].includes(problem.status)
  return (
    <div className="mx-auto mt-16 max-w-md text-center">
      <h1 className="text-title font-semibold">
        {missing ? 'No such call here' : 'This call cannot be shown'}
      </h1>
      <p className="mt-2 mb-4 text-sm text-text-2">
        {missing
          ? 'The link may be mistyped, the call may be older than what is kept, or it belongs to a customer you are not assigned to.'
          : problem.message}
      </p>
      <div className="flex justify-center gap-2">
        {!missing && (
          <Button look="primary" onClick={onRetry}>
            Try again
          </Button>
        )}
        <Link className={buttonClass('quiet')} href="/sessions">
          All sessions
        </Link>
      </div>
    </div>
  )
}
