'use client'

import { useSearchParams } from 'next/navigation'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { useCollection } from '../shared/collection.ts'
import { inhibitions, routes } from '../shared/collections.ts'
import { EmptyNote, Loaded, Skeleton } from '../shared/loaded.tsx'
import { useRights } from '../shared/use-rights.ts'
import { InhibitionEditor } from './inhibition-editor.tsx'
import { RouteEditor } from './route-editor.tsx'
import { RouteList } from './route-list.tsx'
import { useNames } from './use-names.ts'

/** Who is told about what. One address for the list and each editor. */
export function RoutingPage() {
  const query = useSearchParams()
  const scoped = useScopedCustomer()
  const rights = useRights()
  const names = useNames()
  const allRoutes = useCollection(routes)
  const allInhibitions = useCollection(inhibitions)
  const [route, inhibition] = [query.get('route'), query.get('inhibition')]
  if (route === null && inhibition === null)
    return (
      <RouteList
        inhibitions={allInhibitions}
        names={names}
        rights={rights}
        routes={allRoutes}
        scoped={scoped}
      />
    )
  if (!rights || names.isPending) return <Skeleton rows={4} />
  if (inhibition !== null)
    return (
      <Loaded query={allInhibitions}>
        {(all) => {
          const stored = all.find(({ inhibitionId }) => inhibitionId === inhibition) ?? null
          if (!stored && inhibition !== 'new') return <Gone what="inhibition" />
          return (
            <InhibitionEditor
              key={inhibition}
              names={names}
              rights={rights}
              scoped={scoped}
              stored={stored}
            />
          )
        }}
      </Loaded>
    )
  return (
    <Loaded query={allRoutes}>
      {(all) => {
        const stored = all.find(({ routeId }) => routeId === route) ?? null
        if (!stored && route !== 'new') return <Gone what="route" />
        return (
          <RouteEditor all={all} key={route} names={names} rights={rights} scoped={scoped} stored={stored} />
        )
      }}
    </Loaded>
  )
}

function Gone({ what }: { what: string }) {
  return <EmptyNote title={`No such ${what}`}>It was removed, or it is not yours to see.</EmptyNote>
}
