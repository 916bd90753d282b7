'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { useRef } from 'react'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { withCustomer } from '#components/shell/nav.tsx'
import { Ago } from '#components/time/time.tsx'
import { useNow } from '#components/time/use-now.ts'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { isNarrowed, noFilters } from '../data/list-asked.ts'
import { useIncidents, useListAsked } from '../data/use-incidents.ts'
import { columns, IncidentRow } from './incident-row.tsx'
import { ListEmpty } from './list-empty.tsx'
import { ListFilters } from './list-filters.tsx'
import { ListViews } from './list-views.tsx'
import { useListKeys } from './use-list-keys.ts'

const staleAfterMs = 30_000

/** What is broken for whom, who leads it, and what was promised. */
export function IncidentsScreen({ mayAct }: { mayAct: boolean }) {
  const { asked, choose } = useListAsked()
  const customerId = useScopedCustomer()
  const list = useRef<HTMLDivElement>(null)
  const found = useIncidents(asked)
  useListKeys(list)
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-title font-semibold">Incidents</h1>
        <Freshness found={found} />
        <div className="ms-auto flex flex-wrap gap-2">
          <Link className={buttonClass('quiet')} href="/actions">
            Actions
          </Link>
          <Link className={buttonClass('quiet')} href="/incidents/shared">
            Shared causes
          </Link>
          {mayAct && (
            <Link className={buttonClass('primary')} href={withCustomer('/incidents/new', customerId)}>
              Open an incident
            </Link>
          )}
        </div>
      </div>
      <ListViews counts={found.counts} onView={(view) => choose({ view })} view={asked.view} />
      <ListFilters asked={asked} choose={choose} />
      <div ref={list}>
        <Rows asked={asked} found={found} onClear={() => choose(noFilters)} />
      </div>
    </div>
  )
}

type Found = ReturnType<typeof useIncidents>

function Rows({
  asked,
  found: { list, incidents },
  onClear,
}: {
  asked: ReturnType<typeof useListAsked>['asked']
  found: Found
  onClear: () => void
}) {
  const waiting = list.isPending || list.isPlaceholderData
  if (list.isError && incidents.length === 0)
    return (
      <div className="hatched rounded-lg border border-border-strong p-4 text-ui" role="alert">
        <p className="mb-2">The incidents could not be read: {list.error.message}</p>
        <Button onClick={() => void list.refetch()}>Try again</Button>
      </div>
    )
  if (list.isPending) return <ListSkeleton />
  return (
    <section
      aria-busy={waiting}
      aria-label="Incidents"
      className={clsx('rounded-lg border border-border bg-surface', waiting && 'opacity-60')}
    >
      {incidents.length === 0 ? (
        <ListEmpty narrowed={isNarrowed(asked)} onClear={onClear} view={asked.view} />
      ) : (
        <>
          <Head />
          <ul>
            {incidents.map((incident) => (
              <IncidentRow incident={incident} key={incident.incidentId} />
            ))}
          </ul>
        </>
      )}
      {list.hasNextPage && !waiting && (
        <div className="border-t border-border p-3">
          <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchingNextPage ? 'Loading …' : 'Show more'}
          </Button>
        </div>
      )}
    </section>
  )
}

/** Names of the columns, for the eye: each row says its own to a screen reader. */
function Head() {
  return (
    <div
      aria-hidden="true"
      className={clsx('border-b border-border px-3 py-1.5 text-2xs text-text-3 max-lg:hidden', columns)}
    >
      {['Severity', 'Incident', 'Status, how long', 'Lead, next update', 'Impact, alerts'].map((name) => (
        <span key={name}>{name}</span>
      ))}
    </div>
  )
}

/** How old the list is: always said, and loudly once it is old. */
function Freshness({ found: { list, at } }: { found: Found }) {
  const now = useNow()
  if (at === null || now === null) return null
  const old = now - list.dataUpdatedAt > staleAfterMs
  return (
    <p
      className={clsx(
        'flex items-center gap-2 text-xs',
        old ? 'hatched rounded-md border border-border-strong px-2 py-1 font-medium' : 'text-text-3',
      )}
    >
      <span>
        {old ? 'Stale: read ' : 'read '}
        <Ago at={list.dataUpdatedAt} />
      </span>
      {old && <Button onClick={() => void list.refetch()}>Try again</Button>}
    </p>
  )
}

function ListSkeleton() {
  return (
    <div aria-busy="true" className="rounded-lg border border-border bg-surface">
      <p className="sr-only">Loading the incidents</p>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div className="flex h-16 flex-col justify-center gap-2 border-b border-border px-3" key={row}>
          <span className="skeleton h-4 w-2/3" />
          <span className="skeleton h-3 w-1/3" />
        </div>
      ))}
    </div>
  )
}
