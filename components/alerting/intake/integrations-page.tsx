'use client'

import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useCollection } from '#components/notifications/shared/collection.ts'
import { EmptyNote, Loaded, ReasonNote } from '#components/notifications/shared/loaded.tsx'
import { PageHead } from '#components/notifications/shared/page-head.tsx'
import { settingsHref } from '#components/notifications/shared/settings-address.ts'
import { useRights } from '#components/notifications/shared/use-rights.ts'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { deliveryStatuses } from '#lib/alerting/intake/contract.ts'
import { AddIntegration } from './add-integration.tsx'
import { integrations } from './collections.ts'
import { IntegrationDetail } from './integration-detail.tsx'
import { IntegrationRow } from './integration-row.tsx'

/** Outside monitors. One address for the list, for each of them and for adding one. */
export function IntegrationsPage() {
  const query = useSearchParams()
  const scoped = useScopedCustomer()
  const rights = useRights()
  const list = useCollection(integrations, 10_000)
  const [shown, adds] = [query.get('show'), query.get('add') !== null]
  if (adds && rights?.mayWrite) return <AddIntegration scoped={scoped} />
  if (shown === null) return <IntegrationList />
  return (
    <Loaded query={list} rows={4}>
      {(all) => {
        const one = all.find(({ integrationId }) => integrationId === shown)
        if (!one)
          return (
            <EmptyNote title="No such integration">It may belong to a customer you do not see.</EmptyNote>
          )
        return (
          <IntegrationDetail
            deliveryId={query.get('delivery')}
            mayWrite={rights?.mayWrite ?? false}
            one={one}
            scoped={scoped}
            status={deliveryStatuses.find((status) => status === query.get('status'))}
          />
        )
      }}
    </Loaded>
  )
}

function IntegrationList() {
  const scoped = useScopedCustomer()
  const rights = useRights()
  const list = useCollection(integrations, 10_000)
  const add = settingsHref('integrations', scoped, { add: '' })
  return (
    <div className="flex flex-col gap-4">
      <PageHead
        action={rights?.mayWrite ? { label: 'Add an integration', href: add } : null}
        title="Integrations"
      >
        Other monitors raise alerts here: each with an address and a secret of its own, for one customer.
      </PageHead>
      {rights && !rights.mayWrite && (
        <ReasonNote>You can read this. Managers and administrators change it.</ReasonNote>
      )}
      <Loaded query={list}>
        {(all) => {
          const shown = all.filter(({ customerId }) => scoped === null || customerId === scoped)
          if (shown.length === 0)
            return (
              <EmptyNote
                action={
                  rights?.mayWrite && (
                    <Link className={buttonClass('primary')} href={add}>
                      Add an integration
                    </Link>
                  )
                }
                title="Nothing else is connected yet"
              >
                Alertmanager, Grafana, CloudWatch, Sentry, whatever can page PagerDuty, and any JSON: their
                alerts stand in the same inbox, beside the calls they hurt.
              </EmptyNote>
            )
          return (
            <ul aria-label="Integrations" className="flex flex-col gap-2">
              {shown.map((one) => (
                <IntegrationRow key={one.integrationId} one={one} scoped={scoped} />
              ))}
            </ul>
          )
        }}
      </Loaded>
    </div>
  )
}
