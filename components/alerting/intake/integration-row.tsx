import Link from 'next/link'
import { settingsHref } from '#components/notifications/shared/settings-address.ts'
import { Ago } from '#components/time/time.tsx'
import { StatusWord } from '#components/ui/band.tsx'
import type { IntegrationView } from '#lib/alerting/intake/contract.ts'
import { stateOfIntegration } from './integration-state.ts'
import { kindWords } from './kind-words.ts'

/** One outside monitor: whose, does it work, and what waits for somebody. */
export function IntegrationRow({ one, scoped }: { one: IntegrationView; scoped: string | null }) {
  return (
    <li className="flex flex-col gap-1 rounded-lg border border-border bg-surface p-3 sm:p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link
          className="min-w-0 font-medium hover:underline [overflow-wrap:anywhere]"
          href={settingsHref('integrations', scoped, { show: one.integrationId })}
        >
          {one.name}
        </Link>
        <StatusWord {...stateOfIntegration(one)} />
        <span className="text-text-2 text-xs sm:ml-auto">{one.customerName}</span>
      </div>
      <p className="flex flex-wrap gap-x-3 text-text-2 text-ui">
        <span>{kindWords[one.kind].name}</span>
        <span>
          {one.lastReceivedAt === null ? (
            'nothing received yet'
          ) : (
            <>
              last received <Ago at={one.lastReceivedAt} />
            </>
          )}
        </span>
        <span>
          {one.openAlerts} open {one.openAlerts === 1 ? 'alert' : 'alerts'}
        </span>
      </p>
      <Wanting one={one} scoped={scoped} />
    </li>
  )
}

/** Loud on purpose: behind each of these may be an alert that nobody saw. */
function Wanting({ one, scoped }: { one: IntegrationView; scoped: string | null }) {
  const to = (status: string) => settingsHref('integrations', scoped, { show: one.integrationId, status })
  if (one.disabled) return null
  return (
    <>
      {one.needsMapping > 0 && (
        <p className="rounded-md border border-major-fg bg-major-soft px-3 py-2 text-ui">
          <Link className="font-medium underline" href={to('needs-mapping')}>
            {one.needsMapping} {one.needsMapping === 1 ? 'delivery needs' : 'deliveries need'} a mapping
          </Link>
          : they raised no alert.
        </p>
      )}
      {one.failed > 0 && (
        <p className="rounded-md border border-major-fg bg-major-soft px-3 py-2 text-ui">
          <Link className="font-medium underline" href={to('failed')}>
            {one.failed} failed
          </Link>{' '}
          five times and can be tried again.
        </p>
      )}
      {one.refused && one.refused.at > (one.lastReceivedAt ?? 0) && (
        <p className="text-ui [overflow-wrap:anywhere]">
          Turned away <Ago at={one.refused.at} />: {one.refused.problem}
        </p>
      )}
    </>
  )
}
