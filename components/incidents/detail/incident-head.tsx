'use client'

import Link from 'next/link'
import { SeverityMark } from '#components/alerting/severity-mark.tsx'
import { PersonName } from '#components/sessions/person-name.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { useNow } from '#components/time/use-now.ts'
import { SimulatedChip } from '#components/ui/chip.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { isOngoing } from '#lib/incidents/contract.ts'
import { beganAt, endedAt, lengthText } from '../clocks.ts'
import { chip } from '../list/incident-row.tsx'
import { NextUpdate } from './next-update.tsx'
import { Roles } from './roles.tsx'
import { SeverityControl } from './severity-control.tsx'
import { ShareMenu } from './share-menu.tsx'
import { type Asking, Stepper } from './stepper.tsx'
import { TitleControl } from './title-control.tsx'

/** Which incident, how grave, where it stands, whose it is, and its clocks. */
export function IncidentHead({ detail, asking }: { detail: IncidentDetail; asking: Asking }) {
  const { incident } = detail
  return (
    <header className="grid grid-cols-1 gap-3 rounded-lg border border-border-strong bg-surface p-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:p-4">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ui text-text-2">
          <span className="font-mono font-medium text-text">{incident.reference}</span>
          <SeverityMark severity={incident.severity} />
          <Link
            className="inline-flex min-h-6 min-w-0 max-w-full items-center rounded-full border border-border px-2 text-xs hover:border-text"
            href={`/incidents?customer=${encodeURIComponent(incident.customerId)}`}
          >
            <PersonName name={incident.customerName} />
          </Link>
          <SharedCause detail={detail} />
          {incident.simulated && <SimulatedChip text="demo data" />}
        </p>
        <TitleControl incident={incident} key={incident.incidentId} />
      </div>
      <div className="max-sm:order-last">
        <ShareMenu detail={detail} />
      </div>
      <div className="min-w-0 sm:col-span-2">
        <Stepper detail={detail} {...asking} />
      </div>
      <div className="flex min-w-0 flex-wrap items-center gap-x-6 gap-y-2 text-ui sm:col-span-2">
        <Clock detail={detail} />
        <NextUpdate incident={incident} />
        <Roles detail={detail} />
      </div>
      <div className="min-w-0 sm:col-span-2">
        <SeverityControl incident={incident} />
      </div>
      {incident.mergedInto !== null && (
        <p className="text-ui sm:col-span-2">
          Merged into{' '}
          <Link
            className="font-medium underline underline-offset-2"
            href={`/incidents/${encodeURIComponent(incident.mergedInto.reference)}`}
          >
            {incident.mergedInto.reference}
          </Link>
          : work goes on there.
        </p>
      )}
    </header>
  )
}

/** That other customers have it too; which ones only who may see them all. */
function SharedCause({ detail: { incident, siblings } }: { detail: IncidentDetail }) {
  if (!incident.shared) return null
  if (incident.parent === null)
    return <span className={chip}>shared cause with customers you are not assigned to</span>
  return (
    <Link
      className="inline-flex min-h-6 min-w-0 max-w-full items-center gap-1 rounded-full border border-border-strong px-2 text-xs text-text hover:border-text"
      href={`/incidents/shared/${encodeURIComponent(incident.parent.parentId)}`}
      title={incident.parent.title}
    >
      <span className="truncate">
        {incident.parent.reference}: shared cause
        {siblings.length > 0 &&
          ` with ${siblings.length} other ${siblings.length === 1 ? 'incident' : 'incidents'}`}
      </span>
    </Link>
  )
}

function Clock({ detail: { incident } }: { detail: IncidentDetail }) {
  const now = useNow()
  const from = beganAt(incident)
  const to = endedAt(incident)
  const text = now === null ? null : lengthText(incident, now)
  return (
    <p>
      <span className={isOngoing(incident.status) ? 'font-semibold' : 'font-medium'}>{text ?? '–'}</span>
      <span className="text-text-2">
        {from !== null && (
          <>
            , since <AbsoluteTime at={from} show="short" />
          </>
        )}
        {to !== null && (
          <>
            {' '}
            until <AbsoluteTime at={to} show="short" />
          </>
        )}
      </span>
    </p>
  )
}
