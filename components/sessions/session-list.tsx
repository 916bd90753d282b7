'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import Link from 'next/link'
import { useMemo, useRef, useState } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'
import { api } from '#components/query/api.ts'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { useSingleKeys } from '#components/shell/key-preference.ts'
import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { useNow } from '#components/time/use-now.ts'
import { bandStatus } from '#components/ui/band.tsx'
import { Button } from '#components/ui/button.tsx'
import { SimulatedChip } from '#components/ui/chip.tsx'
import { StatusGlyph, statusText } from '#components/ui/status-glyph.tsx'
import { type SessionView, sessionListSchema } from '#lib/sessions/contract.ts'
import { PersonName } from './person-name.tsx'

type StateFilter = 'all' | 'live' | 'ended'
const filters: { value: StateFilter; word: string }[] = [
  { value: 'all', word: 'All' },
  { value: 'live', word: 'Live' },
  { value: 'ended', word: 'Ended' },
]

/** All calls this member may see, live ones first, then the newest. */
export function SessionList({ action }: { action?: React.ReactNode }) {
  const customerId = useScopedCustomer()
  const [state, setState] = useState<StateFilter>('all')
  const list = useSessionList(state, customerId)
  const sessions = useMemo(
    () => liveFirst(list.data?.pages.flatMap((page) => page.sessions) ?? []),
    [list.data],
  )
  const rows = useRowKeys()
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="text-title font-semibold">Sessions</h1>
        <fieldset aria-label="Which sessions" className="flex gap-1">
          {filters.map(({ value, word }) => (
            <Button
              aria-pressed={state === value}
              className={state === value ? 'border-text!' : undefined}
              key={value}
              onClick={() => setState(value)}
            >
              {word}
            </Button>
          ))}
        </fieldset>
        <p className="text-xs text-text-3" role="status">
          {list.isPending ? 'Loading …' : `${sessions.length}${list.hasNextPage ? ' newest' : ''} shown`}
        </p>
        {action}
      </div>
      {list.isPending && <ListSkeleton />}
      {list.isError && sessions.length === 0 && (
        <div className="hatched rounded-lg border border-border-strong p-4 text-ui">
          <p className="mb-2">{list.error.message}</p>
          <Button onClick={() => void list.refetch()}>Try again</Button>
        </div>
      )}
      {list.isSuccess && sessions.length === 0 && <Empty onAll={() => setState('all')} state={state} />}
      {sessions.length > 0 && <Table rows={rows} sessions={sessions} />}
      {list.hasNextPage && (
        <Button
          className="self-start"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {list.isFetchingNextPage ? 'Loading …' : 'Show older'}
        </Button>
      )}
    </div>
  )
}

function useSessionList(state: StateFilter, customerId: string | null) {
  return useInfiniteQuery({
    queryKey: ['sessions', state, customerId],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams()
      if (state !== 'all') query.set('state', state)
      if (customerId) query.set('customer', customerId)
      if (pageParam) query.set('before', pageParam)
      return api(`/api/v1/sessions?${query}`, sessionListSchema, { signal })
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    // Who asked for older pages reads history: asking for all of them again and again would help nobody.
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : 5_000),
  })
}

function liveFirst(sessions: readonly SessionView[]): SessionView[] {
  return sessions.toSorted(
    (a, b) => Number(b.state === 'live') - Number(a.state === 'live') || b.startedAt - a.startedAt,
  )
}

/** `j` and `k` walk the rows, Enter opens the one that has focus (it is a link). */
function useRowKeys() {
  const rows = useRef<HTMLTableSectionElement>(null)
  const [enabled] = useSingleKeys()
  const step = (by: number) => {
    const links = [...(rows.current?.querySelectorAll<HTMLAnchorElement>('a[data-row]') ?? [])]
    const here = links.indexOf(document.activeElement as HTMLAnchorElement)
    const next = links[Math.min(Math.max(here + by, 0), links.length - 1)]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  useHotkeys('j', () => step(1), { enabled })
  useHotkeys('k', () => step(-1), { enabled })
  return rows
}

const heads = ['Call', 'Quality', 'State', 'Started', 'Duration', 'People', 'Why']

function Table({
  sessions,
  rows,
}: {
  sessions: readonly SessionView[]
  rows: React.RefObject<HTMLTableSectionElement | null>
}) {
  const now = useNow()
  return (
    <table className="block w-full border-collapse text-ui md:table md:table-fixed">
      <thead className="hidden text-left text-xs text-text-3 md:table-header-group">
        <tr>
          {heads.map((head, i) => (
            <th
              className={clsx(
                'px-2 py-1.5 font-normal',
                ['w-[30%]', 'w-32', 'w-24', 'w-36', 'w-24', 'w-16', ''][i],
              )}
              key={head}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="flex flex-col gap-2 md:table-row-group" ref={rows}>
        {sessions.map((session) => (
          <Row
            key={session.sessionId}
            now={now ?? session.lastReportAt ?? session.startedAt}
            session={session}
          />
        ))}
      </tbody>
    </table>
  )
}

const cell = 'md:table-cell md:px-2 md:py-1.5 md:align-middle'

function Row({ session, now }: { session: SessionView; now: number }) {
  const { token, word } = bandStatus[session.band]
  const live = session.state === 'live'
  const end = live ? now : (session.endedAt ?? session.lastReportAt ?? now)
  return (
    <tr className="relative flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-border bg-surface p-3 focus-within:border-text hover:bg-raised md:table-row md:rounded-none md:border-0 md:border-t md:border-border">
      <td className={clsx(cell, 'min-w-0 basis-full md:basis-auto')}>
        <Link
          className="block min-w-0 font-medium after:absolute after:inset-0"
          data-row={session.sessionId}
          href={`/sessions/${session.sessionId}`}
        >
          <PersonName className="block text-left" name={session.name?.trim() || session.externalId} />
        </Link>
        <span className="flex min-w-0 items-center gap-1 text-xs text-text-2">
          <PersonName name={session.customerName} />
          <span aria-hidden="true">·</span>
          <PersonName name={session.appName} />
          {session.simulated && <SimulatedChip />}
        </span>
      </td>
      <td className={cell}>
        <span
          className={clsx(
            'inline-flex items-center gap-1.5 whitespace-nowrap font-medium',
            statusText[token],
          )}
        >
          <StatusGlyph size={16} token={token} />
          {word}
          <span className="text-text">{session.score === null ? '' : session.score.toFixed(1)}</span>
        </span>
      </td>
      <td className={cell}>
        {live ? (
          <span className="rounded-full bg-accent px-2 py-0.5 text-xs font-semibold text-accent-on">
            Live
          </span>
        ) : (
          <span className="text-text-2">Ended</span>
        )}
      </td>
      <td className={clsx(cell, 'text-text-2')}>
        <AbsoluteTime at={session.startedAt} show="short" />
      </td>
      <td className={clsx(cell, 'text-text-2')}>{formatDuration(end - session.startedAt)}</td>
      <td className={clsx(cell, 'text-text-2')}>
        {live ? session.participantsNow : session.participantsPeak}
        <span className="md:sr-only"> people</span>
      </td>
      <td className={clsx(cell, 'min-w-0 truncate')}>{session.reason ?? ''}</td>
    </tr>
  )
}

function ListSkeleton() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-2">
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div className="skeleton h-12" key={row} />
      ))}
    </div>
  )
}

function Empty({ state, onAll }: { state: StateFilter; onAll: () => void }) {
  return (
    <div className="rounded-lg border border-border bg-surface p-8 text-center text-sm text-text-2">
      {state === 'all' ? (
        <p>No call has been seen yet. As soon as an app with the SDK holds one, it appears here.</p>
      ) : (
        <>
          <p className="mb-3">
            {state === 'live' ? 'Nobody is in a call right now.' : 'No call has ended yet.'}
          </p>
          <Button onClick={onAll}>Show all sessions</Button>
        </>
      )}
    </div>
  )
}
