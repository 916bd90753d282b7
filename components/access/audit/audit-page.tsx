'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { EmptyNote, FailedNote, Skeleton } from '#components/notifications/shared/loaded.tsx'
import { api } from '#components/query/api.ts'
import { useAddress } from '#components/query/use-address.ts'
import { SettingsHeading } from '#components/settings/page-parts.tsx'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { auditSchema } from '#lib/access/audit/contract.ts'
import { AuditFilters } from './audit-filters.tsx'
import { AuditList } from './audit-list.tsx'
import { auditQueryOf } from './audit-query.ts'

/** Who did what, when. The filters stand in the address, so a link keeps them. */
export function AuditPage() {
  const [address, change] = useAddress()
  const query = auditQueryOf(address)
  const list = useInfiniteQuery({
    queryKey: ['/api/v1/audit', query.toString()],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams(query)
      if (pageParam !== null) asked.set('before', pageParam)
      return api(`/api/v1/audit?${asked}`, auditSchema, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <div className="flex flex-col gap-4">
      <SettingsHeading
        about="Who did what, when. Nobody changes or deletes it. Managers read what concerns their customers."
        action={<Exports query={query} />}
        title="Audit"
      />
      <AuditFilters address={address} change={change} />
      {list.isPending && <Skeleton rows={6} />}
      {list.isError && <FailedNote again={() => void list.refetch()} why={list.error.message} />}
      {list.isSuccess && entries.length === 0 && (
        <EmptyNote title="Nothing that fits">
          Signing in, inviting people, changing rules and customers: all of it leaves a line here. Widen the
          filters.
        </EmptyNote>
      )}
      {entries.length > 0 && (
        <AuditList entries={entries} onPerson={(id) => change((next) => next.set('person', id))} />
      )}
      {list.hasNextPage && (
        <div>
          <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchingNextPage ? 'Loading …' : 'Older entries'}
          </Button>
        </div>
      )}
    </div>
  )
}

function Exports({ query }: { query: URLSearchParams }) {
  const hrefOf = (format: string) =>
    `/api/v1/audit/export?${new URLSearchParams([...query, ['format', format]])}`
  return (
    <div className="flex gap-2">
      <a className={buttonClass()} download href={hrefOf('csv')}>
        Export CSV
      </a>
      <a className={buttonClass()} download href={hrefOf('json')}>
        Export JSON
      </a>
    </div>
  )
}
