'use client'

import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import Link from 'next/link'
import { api } from '#components/query/api.ts'
import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { useNow } from '#components/time/use-now.ts'
import { formatCount } from '#components/ui/format-count.ts'
import { QuietGlyph, StatusGlyph } from '#components/ui/status-glyph.tsx'
import { type CustomerStatus, statusSchema } from '#lib/status-pages/contract.ts'
import { ComponentList } from './component-list.tsx'
import { uptimeText } from './days/day-words.ts'
import { HowComputed } from './how-computed.tsx'
import { IncidentCard } from './incidents/incident-card.tsx'
import { MaintenanceList } from './maintenance-list.tsx'
import { StatusAppCard } from './status-app-card.tsx'
import { withCustomer } from './status-links.ts'
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
  const path = withCustomer('/api/v1/status', customerId)
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
      {status.whose && !outdated && <p className="mt-1 text-ui font-medium">{status.whose.sentence}</p>}
      <div className={clsx(outdated && 'stale')}>
        <Incidents customerId={customerId} status={status} />
        <Components customerId={customerId} status={status} />
        {status.maintenance.length > 0 && (
          <Section title="Maintenance">
            <MaintenanceList maintenance={status.maintenance} />
          </Section>
        )}
        <Section title="Calls now">
          {status.apps.length === 0 ? <NoApps /> : <AppList status={status} />}
        </Section>
      </div>
      <HowComputed how={status.how} />
    </>
  )
}

function Section({
  title,
  aside,
  children,
}: {
  title: string
  aside?: React.ReactNode
  children: React.ReactNode
}) {
  return (
    <section className="mt-8">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-base font-semibold">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}

type PartProps = { status: CustomerStatus; customerId: string | null }

function Incidents({ status, customerId }: PartProps) {
  if (status.incidents.length === 0) return null
  const names = new Map(status.components.map(({ componentId, name }) => [componentId, name]))
  return (
    <Section title={status.incidents.length === 1 ? 'Open incident' : 'Open incidents'}>
      <div className="mt-3 flex flex-col gap-3">
        {status.incidents.map((incident) => (
          <IncidentCard
            componentNames={incident.componentIds.flatMap((id) => names.get(id) ?? [])}
            customerId={customerId}
            incident={incident}
            key={incident.reference}
          />
        ))}
      </div>
    </Section>
  )
}

function Components({ status, customerId }: PartProps) {
  const history = (
    <Link
      className="no-print inline-flex min-h-6 items-center text-ui underline underline-offset-2"
      href={withCustomer('/status/history', customerId)}
    >
      History by month
    </Link>
  )
  return (
    <Section aside={history} title="Components">
      <Totals status={status} />
      {status.components.length === 0 ? (
        <p className="mt-3 rounded-lg border border-border bg-surface p-5 text-ui text-text-2">
          Components appear with the first call: joining, audio, video, screen share, chat, and regions. Their
          history begins there.
        </p>
      ) : (
        <ComponentList components={status.components} customerId={customerId} />
      )}
    </Section>
  )
}

/** Uptime alone says little: a night without calls is up. So the calls stand beside it. */
function Totals({ status }: { status: CustomerStatus }) {
  const { uptimeRatio, callSuccess, components } = status
  const days = components[0]?.days.length ?? 0
  if (components.length === 0 || (uptimeRatio === null && callSuccess === null)) return null
  return (
    <dl className="mt-2 flex flex-wrap gap-x-8 gap-y-2 text-ui">
      {uptimeRatio !== null && (
        <div className="flex gap-2">
          <dt className="text-text-2">Uptime, {days} days</dt>
          <dd className="font-medium">{uptimeText(uptimeRatio)}</dd>
        </div>
      )}
      {callSuccess && (
        <div className="flex gap-2">
          <dt className="text-text-2">Good calls, {days} days</dt>
          <dd className="font-medium">
            {uptimeText(callSuccess.ratio)}
            {callSuccess.eligible > 0 && (
              <span className="font-normal text-text-2"> of {formatCount(callSuccess.eligible)}</span>
            )}
          </dd>
        </div>
      )}
    </dl>
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
      {status.since !== null && !outdated && (
        <>
          {'Since '}
          <AbsoluteTime at={status.since} show="short" />
          {' · '}
        </>
      )}
      {outdated ? 'Showing ' : 'As of '}
      <AbsoluteTime at={status.serverTime} show="clock-seconds" />
      {' · '}
      {age === null ? 'no data received yet' : `newest data ${formatDuration(age)} old`}
    </p>
  )
}

function AppList({ status }: { status: CustomerStatus }) {
  return (
    <ul className="mt-3 flex flex-col gap-3">
      {status.apps.map((app) => (
        <StatusAppCard app={app} key={app.appId} />
      ))}
    </ul>
  )
}

function NoApps() {
  return (
    <p className="mt-3 rounded-lg border border-border bg-surface p-5 text-ui text-text-2">
      No service is connected yet. Once your provider connects the first one, its live state appears here.
    </p>
  )
}
