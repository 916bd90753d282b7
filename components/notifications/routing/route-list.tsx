'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import Link from 'next/link'
import type { z } from 'zod'
import { buttonClass } from '#components/ui/button.tsx'
import type { inhibitionSchema, RouteView } from '#lib/notifications/contract.ts'
import { EmptyNote, Loaded, ReasonNote } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { settingsHref } from '../shared/settings-address.ts'
import { forAllWords, isInScope } from '../shared/use-customers.ts'
import { type Rights, whyNot } from '../shared/use-rights.ts'
import { InhibitionList } from './inhibition-list.tsx'
import { RouteGroup } from './route-group.tsx'
import { TryRoute } from './try-route.tsx'
import type { AllNames } from './use-names.ts'

export type InhibitionView = z.infer<typeof inhibitionSchema>

export function RouteList({
  routes,
  inhibitions,
  names,
  rights,
  scoped,
}: {
  routes: UseQueryResult<RouteView[]>
  inhibitions: UseQueryResult<InhibitionView[]>
  names: AllNames
  rights: Rights | null
  scoped: string | null
}) {
  const reason = rights ? whyNot(rights, false) : null
  const add = settingsHref('routing', scoped, { route: 'new' })
  return (
    <div className="flex flex-col gap-5">
      <PageHead action={rights?.mayWrite ? { label: 'Add a route', href: add } : null} title="Routing">
        Who is told about which alert. A customer’s own routes are tried first, then those of all customers;
        the first that matches is taken, unless it says to go on.
      </PageHead>
      {reason && <ReasonNote>{reason}</ReasonNote>}
      <Loaded query={routes}>
        {(all) => {
          const shown = all.filter(({ customerId }) => isInScope(customerId, scoped))
          if (shown.length === 0) return <NoRoutes add={rights?.mayWrite ? add : null} />
          return (
            <>
              <Groups names={names} rights={rights} routes={shown} scoped={scoped} />
              <p className="text-text-2 text-ui">
                Last resort, built in: what no route gives to anybody goes to every channel of the customer.
              </p>
            </>
          )
        }}
      </Loaded>
      <TryRoute names={names} scoped={scoped} />
      <InhibitionList inhibitions={inhibitions} names={names} rights={rights} scoped={scoped} />
    </div>
  )
}

/** One list for each customer with routes of their own, then the one of all. */
function Groups({
  routes,
  names,
  rights,
  scoped,
}: {
  routes: RouteView[]
  names: AllNames
  rights: Rights | null
  scoped: string | null
}) {
  const owners = [...new Set(routes.map(({ customerId }) => customerId))].sort((a, b) =>
    a === null ? 1 : b === null ? -1 : names.names.customer(a).localeCompare(names.names.customer(b)),
  )
  return owners.map((owner) => (
    <RouteGroup
      key={owner ?? 'all'}
      names={names.names}
      rights={rights}
      routes={routes.filter(({ customerId }) => customerId === owner)}
      scoped={scoped}
      title={owner === null ? forAllWords : names.names.customer(owner)}
    />
  ))
}

function NoRoutes({ add }: { add: string | null }) {
  return (
    <EmptyNote
      action={
        add && (
          <Link className={buttonClass('primary')} href={add}>
            Add a route
          </Link>
        )
      }
      title="No route yet"
    >
      Until there is one, every alert goes to the last resort: all channels that serve its customer, grouped
      by rule. A route says better who wants to know what. A first one for everything needs no condition.
    </EmptyNote>
  )
}
