'use client'

import { type RefObject, useCallback, useMemo, useState } from 'react'
import { useAddress } from '#components/query/use-address.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { useNow } from '#components/time/use-now.ts'
import { Button } from '#components/ui/button.tsx'
import { useFold } from '#components/ui/use-fold.ts'
import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import type { InboxAsked, useInbox } from '../data/use-inbox.ts'
import { isFiltered } from '../data/use-inbox.ts'
import { AlertRow } from './alert-row.tsx'
import { type Arranged, arrange, emptyArrangement } from './arrange.ts'
import { InboxEmpty } from './inbox-empty.tsx'
import { useHeld } from './use-held.ts'

const staleAfterMs = 30_000

type Shown = { key: string; pulls: number; arranged: Arranged }

/** The rows as they may be shown now: none moves while somebody points at the list or works in it. */
export function useArranged(
  asked: InboxAsked,
  alerts: readonly AlertView[],
  list: RefObject<HTMLElement | null>,
) {
  const held = useHeld(list)
  const [pulls, setPulls] = useState(0)
  const key = JSON.stringify(asked)
  const { arranged } = useFold<Shown>({ key, pulls, arranged: emptyArrangement }, (last) => {
    const before = last.key === key ? last.arranged : emptyArrangement
    const next = arrange(before, alerts, held && last.pulls === pulls)
    return next === last.arranged && key === last.key && pulls === last.pulls
      ? last
      : { key, pulls, arranged: next }
  })
  /** shows what waited */
  const pull = useCallback(() => setPulls((before) => before + 1), [])
  return { ...arranged, pull }
}

type Props = {
  asked: InboxAsked
  inbox: ReturnType<typeof useInbox>
  arranged: ReturnType<typeof useArranged>
  chosen: string | null
  selected: ReadonlySet<string>
  onSelect: (alertId: string, range: boolean) => void
  onClear: () => void
  listRef: RefObject<HTMLElement | null>
}

export function AlertList({ asked, inbox, arranged, chosen, selected, onSelect, onClear, listRef }: Props) {
  const [params] = useAddress()
  const query = useMemo(() => params.toString(), [params])
  const { list } = inbox
  const { rows, fresh, pull } = arranged
  const waiting = list.isPending || list.isPlaceholderData
  return (
    <section aria-busy={waiting} aria-label="Alerts" className="min-w-0" ref={listRef}>
      <Freshness inbox={inbox} />
      {fresh > 0 && (
        <div className="sticky top-0 z-20 flex h-0 justify-center">
          <Button
            className="mt-2 rounded-full shadow-md"
            look="primary"
            onClick={() => {
              pull()
              void list.refetch()
            }}
          >
            {fresh} new
          </Button>
        </div>
      )}
      {list.isError && rows.length === 0 ? (
        <Failed message={list.error.message} onRetry={() => void list.refetch()} />
      ) : waiting && rows.length === 0 ? (
        <ListSkeleton />
      ) : rows.length === 0 ? (
        <InboxEmpty filtered={isFiltered(asked)} onClear={onClear} view={asked.view} />
      ) : (
        <ul>
          {rows.map(({ alert, gone }) => (
            <AlertRow
              alert={alert}
              chosen={alert.alertId === chosen}
              gone={gone}
              key={alert.alertId}
              onSelect={onSelect}
              query={query}
              selected={selected.has(alert.alertId)}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && !waiting && (
        <div className="p-3">
          <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchingNextPage ? 'Loading …' : 'Show more'}
          </Button>
        </div>
      )}
    </section>
  )
}

/** Old answers say that they are old. */
function Freshness({ inbox: { list, at } }: { inbox: ReturnType<typeof useInbox> }) {
  const now = useNow()
  const old = now !== null && list.dataUpdatedAt > 0 && now - list.dataUpdatedAt > staleAfterMs
  if (at === null || !old) return null
  return (
    <p className="hatched flex flex-wrap items-center gap-2 border-b border-border-strong px-3 py-2 text-xs font-medium">
      Stale: as of <AbsoluteTime at={at} show="clock-seconds" />
      {list.isError && <span className="text-text-2">{list.error.message}</span>}
      <Button onClick={() => void list.refetch()}>Try again</Button>
    </p>
  )
}

function Failed({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <div className="hatched m-3 rounded-lg border border-border-strong p-4 text-ui">
      <p className="mb-2">The alerts could not be read: {message}</p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  )
}

function ListSkeleton() {
  return (
    <ul aria-hidden="true">
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <li className="flex h-24 flex-col gap-2 border-b border-border p-3 ps-13" key={row}>
          <span className="skeleton h-5 w-3/4" />
          <span className="skeleton h-4 w-1/2" />
          <span className="skeleton h-4 w-1/3" />
        </li>
      ))}
    </ul>
  )
}
