'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import { memo } from 'react'
import { SeverityMark } from '#components/alerting/severity-mark.tsx'
import { PersonName } from '#components/sessions/person-name.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { useNow } from '#components/time/use-now.ts'
import { SimulatedChip } from '#components/ui/chip.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { isOngoing } from '#lib/incidents/contract.ts'
import { endedAt, lengthText } from '../clocks.ts'
import { DueWord } from '../due-word.tsx'
import { IncidentStatusWord } from '../status-word.tsx'
import { impactText } from '../words.ts'

/** The columns where there is room; on a phone the same facts follow each other. */
export const columns =
  'lg:grid lg:grid-cols-[100px_minmax(0,1fr)_184px_210px_190px] lg:items-center lg:gap-x-3'

/** One incident: how grave, which, where it stands, for how long, whose it is, what is promised, what it costs. */
export const IncidentRow = memo(function IncidentRow({ incident }: { incident: IncidentView }) {
  const { reference, title, severity, customerName } = incident
  return (
    <li
      className={clsx(
        'relative flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-border px-3 py-2.5 text-xs text-text-2 last:border-b-0 hover:bg-raised has-[a:focus-visible]:bg-raised',
        columns,
      )}
    >
      <SeverityMark severity={severity} />
      <div className="min-w-0 max-lg:order-first max-lg:basis-full">
        <p className="flex min-w-0 items-baseline gap-2">
          <span className="shrink-0 font-mono text-xs text-text-2">{reference}</span>
          <Link
            className="line-clamp-2 text-sm font-medium text-text wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none after:focus-visible:outline-2 after:focus-visible:-outline-offset-2 after:focus-visible:outline-focus lg:line-clamp-1"
            data-incident-row={reference}
            dir="auto"
            href={`/incidents/${encodeURIComponent(reference)}`}
            prefetch={false}
            title={title}
          >
            {title}
          </Link>
        </p>
        <p className="mt-0.5 flex min-w-0 items-center gap-2">
          <PersonName name={customerName} />
          {incident.shared && <span className={chip}>shared cause</span>}
          {incident.simulated && <SimulatedChip text="demo data" />}
        </p>
      </div>
      <Pair>
        <IncidentStatusWord incident={incident} />
        <Length incident={incident} />
      </Pair>
      <Pair>
        <Lead incident={incident} />
        <DueWord incident={incident} />
      </Pair>
      <Pair>
        <span>{impactText(incident.impact) ?? 'impact not counted yet'}</span>
        <span>{alertsText(incident.alerts)}</span>
      </Pair>
    </li>
  )
})

/** Two facts above each other; on a phone they follow each other. */
function Pair({ children }: { children: React.ReactNode }) {
  return <div className="flex min-w-0 max-lg:contents lg:flex-col lg:items-start lg:gap-0.5">{children}</div>
}

const alertsText = ({ firing, total }: IncidentView['alerts']) =>
  total === 0 ? 'no alerts' : `${firing} of ${total} ${total === 1 ? 'alert fires' : 'alerts fire'}`

function Length({ incident }: { incident: IncidentView }) {
  const now = useNow()
  const end = endedAt(incident)
  const text = now === null ? null : lengthText(incident, now)
  if (isOngoing(incident.status)) return <span className="font-medium text-text">{text}</span>
  return (
    <span>
      {end !== null && (
        <>
          ended <AbsoluteTime at={end} show="short" />
        </>
      )}
      {text !== null && `, ${text}`}
    </span>
  )
}

/** Who leads it. That nobody does stands out, as long as it is not over. */
export function Lead({ incident: { lead, status } }: { incident: IncidentView }) {
  if (lead !== null) return <PersonName className="font-medium text-text" name={lead.name} />
  if (!isOngoing(status)) return <span>no lead</span>
  return (
    <span>
      <span className="sr-only">Lead: </span>
      <span className="rounded bg-accent px-1.5 font-semibold text-accent-on">nobody</span>
    </span>
  )
}

export const chip =
  'inline-block whitespace-nowrap rounded-full border border-border-strong px-1.5 text-2xs text-text-2'
