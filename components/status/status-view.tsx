'use client'

import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { api } from '#components/query/api.ts'
import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { useNow } from '#components/time/use-now.ts'
import { QuietGlyph, StatusGlyph } from '#components/ui/status-glyph.tsx'
import { type CustomerStatus, statusSchema } from '#lib/status-pages/contract.ts'
import { HowComputed } from './how-computed.tsx'
import { StatusAppCard } from './status-app-card.tsx'
import { componentLook, dataAgeMs } from './status-words.ts'

const refreshMs = 15_000
/** After this long without an answer the page says that it no longer knows. */
const outdatedMs = 60_000

type Props = {
  initial: CustomerStatus
  /** set when staff look at a customer's page */
  customerId: string | null
}

/** A customer's own page. The server draws it complete; the browser only keeps it fresh. */
export function StatusView({ initial, customerId }: Props) {
  const path = customerId ? `/api/v1/status?customer=${encodeURIComponent(customerId)}` : '/api/v1/status'
  const { data: status, dataUpdatedAt } = useQuery({
    queryKey: ['status', customerId],
    queryFn: ({ signal }) => api(path, statusSchema, { signal }),
    initialData: initial,
    refetchInterval: refreshMs,
    refetchIntervalInBackground: true,
  })
  const now = useNow()
  const sinceReplyMs = now === null ? 0 : Math.max(0, now - dataUpdatedAt)
  const outdated = sinceReplyMs > outdatedMs
  const { token } = componentLook[status.state]
  return (
    <>
      <p className="text-ui text-text-2">{status.customerName}</p>
      <div className="mt-2 flex gap-3">
        <span className="pt-0.5">
          {outdated ? (
            <StatusGlyph size={24} token="unk" />
          ) : token ? (
            <StatusGlyph size={24} token={token} />
          ) : (
            <QuietGlyph />
          )}
        </span>
        <h1 className="text-title font-semibold text-balance">
          {outdated ? 'This page has lost its connection and cannot say how things are.' : status.sentence}
        </h1>
      </div>
      <Freshness outdated={outdated} sinceReplyMs={sinceReplyMs} status={status} />
      {status.apps.length === 0 ? <NoApps /> : <AppList outdated={outdated} status={status} />}
      <HowComputed />
    </>
  )
}

function Freshness({
  status,
  sinceReplyMs,
  outdated,
}: {
  status: CustomerStatus
  sinceReplyMs: number
  outdated: boolean
}) {
  const age = dataAgeMs(status.apps, status.serverTime, sinceReplyMs)
  return (
    <p className="mt-2 text-ui text-text-2">
      {outdated ? 'Showing ' : 'As of '}
      <AbsoluteTime at={status.serverTime} show="clock-seconds" />
      {' · '}
      {age === null ? 'no data received yet' : `newest data ${formatDuration(age)} old`}
    </p>
  )
}

function AppList({ status, outdated }: { status: CustomerStatus; outdated: boolean }) {
  return (
    <ul className={clsx('mt-8 flex flex-col gap-3', outdated && 'stale')}>
      {status.apps.map((app) => (
        <StatusAppCard app={app} key={app.appId} />
      ))}
    </ul>
  )
}

function NoApps() {
  return (
    <p className="mt-8 rounded-lg border border-border bg-surface p-5 text-ui text-text-2">
      No service is connected yet. Once your provider connects the first one, its live state appears here.
    </p>
  )
}
