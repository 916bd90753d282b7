import { clsx } from 'clsx'
import Link from 'next/link'
import { AbsoluteTime } from '#components/time/time.tsx'
import { formatCount } from '#components/ui/format-count.ts'
import type { StatusMonth } from '#lib/status-pages/contract.ts'
import { monthName, uptimeText } from '../days/day-words.ts'
import { HowComputed } from '../how-computed.tsx'
import { IncidentCard } from '../incidents/incident-card.tsx'
import { MaintenanceList } from '../maintenance-list.tsx'
import { withCustomer } from '../status-links.ts'
import { MonthComponent } from './month-component.tsx'

type Props = { month: StatusMonth; customerId: string | null }

/** One month of a customer: what it was, what was corrected later, and every incident in it. Needs no script. */
export function MonthView({ month, customerId }: Props) {
  const names = new Map(month.components.map(({ componentId, name }) => [componentId, name]))
  return (
    <>
      <p className="text-ui text-text-2">
        <Link
          className="no-print inline-flex min-h-6 items-center underline underline-offset-2"
          href={withCustomer('/status', customerId)}
        >
          Status
        </Link>{' '}
        {month.customerName}
      </p>
      <h1 className="mt-1 text-title font-semibold">{monthName(month.month)}</h1>
      <p className="mt-1 text-ui text-text-2">
        As of <AbsoluteTime at={month.serverTime} show="moment" />. Days are those of {month.how.timeZone}.
        {month.to > month.serverTime && ' The month is not over yet.'}
      </p>
      <Months customerId={customerId} month={month} />
      <CallSuccess month={month} />
      <Heading>Components</Heading>
      {month.components.length === 0 && <Nothing>No component was connected in this month.</Nothing>}
      {month.components.map((component) => (
        <MonthComponent component={component} customerId={customerId} key={component.componentId} />
      ))}
      <Heading>Incidents</Heading>
      {month.incidents.length === 0 && <Nothing>No incident was told of in this month.</Nothing>}
      <div className="mt-3 flex flex-col gap-3">
        {month.incidents.map((incident) => (
          <IncidentCard
            componentNames={incident.componentIds.flatMap((id) => names.get(id) ?? [])}
            customerId={customerId}
            incident={incident}
            key={incident.reference}
          />
        ))}
      </div>
      {month.maintenance.length > 0 && (
        <>
          <Heading>Maintenance</Heading>
          <MaintenanceList maintenance={month.maintenance} />
        </>
      )}
      <HowComputed how={month.how} />
    </>
  )
}

const Heading = ({ children }: { children: React.ReactNode }) => (
  <h2 className="mt-8 text-base font-semibold">{children}</h2>
)
const Nothing = ({ children }: { children: React.ReactNode }) => (
  <p className="mt-2 text-ui text-text-2">{children}</p>
)

function Months({ month, customerId }: Props) {
  return (
    <nav aria-label="Months" className="no-print mt-4">
      <ul className="flex flex-wrap gap-2">
        {month.months.map((name) => (
          <li key={name}>
            <Link
              aria-current={name === month.month ? 'page' : undefined}
              className={clsx(
                'inline-flex min-h-8 items-center rounded-full border px-3 text-xs pointer-coarse:min-h-11',
                name === month.month ? 'border-text bg-raised font-medium' : 'border-border',
              )}
              href={withCustomer(`/status/history?month=${name}`, customerId)}
            >
              {monthName(name)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function CallSuccess({ month: { callSuccess } }: { month: StatusMonth }) {
  if (!callSuccess) return null
  return (
    <p className="mt-4 text-ui">
      Good calls: <strong className="font-medium">{uptimeText(callSuccess.ratio)}</strong>
      <span className="text-text-2">
        {callSuccess.eligible > 0
          ? ` (${formatCount(callSuccess.good)} of ${formatCount(callSuccess.eligible)} calls of two or more people that could be scored)`
          : ' (no call of two or more people could be scored)'}
      </span>
    </p>
  )
}
