'use client'

import Link from 'next/link'
import { settingsHref } from '#components/notifications/shared/settings-address.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { StatusWord } from '#components/ui/band.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import type { IntakeDeliveryView } from '#lib/alerting/intake/contract.ts'
import { stateOfDelivery } from './integration-state.ts'
import { Results } from './results.tsx'
import { useDeliveries } from './use-deliveries.ts'

/** Watches for the first delivery: the alert it made, or exactly why it was turned away. */
export function WaitingPanel({ integrationId }: { integrationId: string }) {
  const { data, error } = useDeliveries({ integration: integrationId }, 2_000)
  const [newest] = data ?? []
  return (
    <section
      aria-label="First delivery"
      aria-live="polite"
      className="rounded-lg border border-border-strong bg-surface p-4"
    >
      {error && <p className="text-text-2 text-ui">{error.message} It is asked again.</p>}
      {newest ? <Arrived delivery={newest} /> : <Waiting />}
    </section>
  )
}

function Waiting() {
  return (
    <>
      <StatusWord token="unk" word="Waiting for the first delivery" />
      <p className="mt-1 text-text-2 text-ui">
        This page looks every two seconds. What comes shows here, also when it is turned away and why.
      </p>
    </>
  )
}

function Arrived({ delivery }: { delivery: IntakeDeliveryView }) {
  const { status, problem, results, receivedAt, integrationId, deliveryId } = delivery
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2 text-ui">
        <StatusWord {...stateOfDelivery[status]} />
        <AbsoluteTime at={receivedAt} className="text-text-2" show="clock-seconds" />
      </p>
      {problem && <p className="font-medium text-ui [overflow-wrap:anywhere]">{problem}</p>}
      <Results results={results} />
      <p>
        <Link
          className={buttonClass()}
          href={settingsHref('integrations', null, { show: integrationId, delivery: deliveryId })}
        >
          {status === 'needs-mapping' ? 'Map its fields' : 'See what came'}
        </Link>
      </p>
    </div>
  )
}
