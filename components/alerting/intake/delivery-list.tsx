'use client'

import Link from 'next/link'
import { EmptyNote, Loaded } from '#components/notifications/shared/loaded.tsx'
import { settingsHref } from '#components/notifications/shared/settings-address.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { StatusWord } from '#components/ui/band.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import {
  type DeliveryStatus,
  deliveryStatuses,
  type IntakeDeliveryView,
} from '#lib/alerting/intake/contract.ts'
import { stateOfDelivery } from './integration-state.ts'
import { Results } from './results.tsx'
import { useDeliveries } from './use-deliveries.ts'

/** What came, newest first, and what became of it. */
export function DeliveryList({
  integrationId,
  status,
  scoped,
}: {
  integrationId: string
  status: DeliveryStatus | undefined
  scoped: string | null
}) {
  const list = useDeliveries({ integration: integrationId, status })
  const href = (to?: string) =>
    settingsHref('integrations', scoped, { show: integrationId, ...(to ? { status: to } : {}) })
  return (
    <section aria-label="Deliveries" className="flex flex-col gap-2">
      <h2 className="font-semibold">Deliveries</h2>
      <nav aria-label="Which deliveries" className="flex flex-wrap gap-1">
        <Filter href={href()} on={status === undefined} word="All" />
        {deliveryStatuses.map((one) => (
          <Filter href={href(one)} key={one} on={status === one} word={stateOfDelivery[one].word} />
        ))}
      </nav>
      <Loaded query={list}>
        {(all) =>
          all.length === 0 ? (
            <EmptyNote title={status ? 'None of these' : 'Nothing has come yet'}>
              Everything that reaches the address of this integration shows here within seconds, also what is
              turned away.
            </EmptyNote>
          ) : (
            <ul className="flex flex-col gap-1.5">
              {all.map((one) => (
                <DeliveryRow key={one.deliveryId} one={one} scoped={scoped} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}

function Filter({ href, on, word }: { href: string; on: boolean; word: string }) {
  return (
    <Link
      aria-current={on ? 'true' : undefined}
      className={buttonClass(on ? 'primary' : 'quiet')}
      href={href}
      scroll={false}
    >
      {word}
    </Link>
  )
}

function DeliveryRow({ one, scoped }: { one: IntakeDeliveryView; scoped: string | null }) {
  return (
    <li className="flex flex-col gap-1 rounded-lg border border-border bg-surface px-3 py-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ui">
        <StatusWord {...stateOfDelivery[one.status]} />
        <Link
          className="underline"
          href={settingsHref('integrations', scoped, { show: one.integrationId, delivery: one.deliveryId })}
        >
          <AbsoluteTime at={one.receivedAt} show="moment" />
        </Link>
        {one.duplicates > 0 && <span className="text-text-2">and {one.duplicates} times more the same</span>}
      </p>
      {one.problem && <p className="text-ui [overflow-wrap:anywhere]">{one.problem}</p>}
      <Results results={one.results} />
    </li>
  )
}
