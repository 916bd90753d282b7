'use client'

import { useAddress } from '#components/query/use-address.ts'
import {
  EmptyPlace,
  LoadFailed,
  ReadOnlyNotice,
  RowsSkeleton,
  SettingsHeading,
} from '#components/settings/page-parts.tsx'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { Button } from '#components/ui/button.tsx'
import type { MaintenanceView } from '#lib/alerting/suppression/contract.ts'
import { MaintenanceForm } from './maintenance-form.tsx'
import { MaintenanceRow } from './maintenance-row.tsx'
import { useMaintenances } from './use-suppressions.ts'

type Rights = { mayWrite: boolean; isAdmin: boolean }

/** Work planned ahead, and the quiet that goes with it. */
export function MaintenancePage({ mayWrite, isAdmin }: Rights) {
  const [address, setAddress] = useAddress()
  const scoped = useScopedCustomer()
  const list = useMaintenances()
  const adding = mayWrite && address.has('new')
  return (
    <>
      <SettingsHeading
        about="Inside a window alerts are opened and counted, but nobody is told. What is still wrong at its end is told then as if it had just begun; what was told before the window and ends inside it is told too."
        action={
          mayWrite &&
          !adding && (
            <Button look="primary" onClick={() => setAddress((query) => query.set('new', '1'))}>
              Plan maintenance
            </Button>
          )
        }
        title="Maintenance"
      />
      {!mayWrite && <ReadOnlyNotice who="an operator or administrator" />}
      {adding && (
        <MaintenanceForm
          customerId={scoped}
          isAdmin={isAdmin}
          onDone={() => setAddress((query) => query.delete('new'))}
        />
      )}
      {list.isPending && <RowsSkeleton />}
      {list.isError && !list.data && <LoadFailed onAgain={() => void list.refetch()} problem={list.error} />}
      {list.data?.maintenances.length === 0 && (
        <EmptyPlace>
          No work is planned. Plan it ahead, once or every second Tuesday night: alerts wait until it is over.
        </EmptyPlace>
      )}
      {list.data && (
        <Lists isAdmin={isAdmin} mayWrite={mayWrite} now={list.data.at} plans={list.data.maintenances} />
      )}
    </>
  )
}

const parts = [
  { states: ['running'], title: 'Running' },
  { states: ['planned'], title: 'Planned' },
  { states: ['over', 'cancelled'], title: 'Over, of the last 90 days' },
] as const

function Lists({
  plans,
  now,
  mayWrite,
  isAdmin,
}: { plans: readonly MaintenanceView[]; now: number } & Rights) {
  return (
    <div className="flex flex-col gap-5">
      {parts.map(({ states, title }) => {
        const of = plans.filter(({ state }) => states.some((one) => one === state))
        if (of.length === 0) return null
        return (
          <section aria-label={title} key={title}>
            <h2 className="mb-2 text-ui font-semibold">
              {title} <span className="font-normal text-text-3 tabular-nums">{of.length}</span>
            </h2>
            <div className="flex flex-col gap-2">
              {of.map((plan) => (
                <MaintenanceRow
                  key={plan.maintenanceId}
                  mayWrite={mayWrite && (plan.customerId !== null || isAdmin)}
                  now={now}
                  plan={plan}
                />
              ))}
            </div>
          </section>
        )
      })}
    </div>
  )
}
