import { clsx } from 'clsx'
import Link from 'next/link'
import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { QuietGlyph, StatusGlyph, statusSoft } from '#components/ui/status-glyph.tsx'
import type { StatusDay, StatusMonth } from '#lib/status-pages/contract.ts'
import { dayFacts, dayName, dayText, dayWord, stateLook, uptimeText } from '../days/day-words.ts'
import { withCustomer } from '../status-links.ts'

type Component = StatusMonth['components'][number]
type Props = { component: Component; customerId: string | null }

/** One component in one month: its figure, what was corrected since, and its days as a strip and as a table. */
export function MonthComponent({ component, customerId }: Props) {
  return (
    <section className="mt-3 rounded-lg border border-border bg-surface p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="text-base font-semibold">{component.name}</h3>
        <p className="text-ui">
          <strong className="font-medium">{uptimeText(component.uptimeRatio)}</strong>{' '}
          <span className="text-text-2">uptime{component.frozenAt === null ? ' so far' : ''}</span>
        </p>
      </div>
      <p className="mt-1 text-xs text-text-2">{timesText(component)}</p>
      <Corrections component={component} />
      <Strip days={component.days} />
      <details className="mt-2 text-ui">
        <summary className="flex min-h-6 w-fit items-center text-text-2 underline underline-offset-2">
          Day by day
        </summary>
        <DayTable component={component} customerId={customerId} />
      </details>
    </section>
  )
}

function timesText({ downMs, unknownMs, maintenanceMs, frozenAt }: Component): string {
  const times = [
    `${formatDuration(downMs)} down`,
    unknownMs > 0 ? `${formatDuration(unknownMs)} unknown` : '',
    maintenanceMs > 0 ? `${formatDuration(maintenanceMs)} agreed maintenance, not counted` : '',
    frozenAt === null ? '' : 'closed',
  ]
  return times.filter((text) => text !== '').join(' · ')
}

function Corrections({ component: { corrections } }: { component: Component }) {
  if (corrections.length === 0) return null
  return (
    <ul className="mt-2 border-s-2 border-border-strong ps-3 text-xs">
      {corrections.map(({ at, was, became, why }) => (
        <li key={at}>
          Corrected <AbsoluteTime at={at} show="moment" />: was {uptimeText(was)}, became {uptimeText(became)}
          . {why}
        </li>
      ))}
    </ul>
  )
}

function Strip({ days }: { days: readonly StatusDay[] }) {
  return (
    <ol aria-label="Days of the month" className="mt-3 flex gap-px">
      {days.map((day) => {
        const token = day.worst === null ? null : stateLook[day.worst]
        return (
          <li
            className={clsx(
              'flex h-6 min-w-0 flex-1 items-center justify-center overflow-hidden rounded-[2px]',
              token ? statusSoft[token] : 'bg-raised',
            )}
            key={day.day}
            title={dayText(day)}
          >
            <span className="sr-only">{dayText(day)}</span>
            {token && token !== 'ok' && token !== 'unk' && <StatusGlyph size={12} token={token} />}
          </li>
        )
      })}
    </ol>
  )
}

function DayTable({ component, customerId }: Props) {
  return (
    <table className="mt-2 w-full text-left">
      <thead className="text-xs text-text-2">
        <tr>
          <th className="py-1 pe-3 font-medium" scope="col">
            Day
          </th>
          <th className="py-1 pe-3 font-medium" scope="col">
            Worst
          </th>
          <th className="py-1 font-medium" scope="col">
            Figures
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-border">
        {component.days
          .filter(({ worst }) => worst !== null)
          .map((day) => (
            <DayRow customerId={customerId} day={day} key={day.day} />
          ))}
      </tbody>
    </table>
  )
}

function DayRow({ day, customerId }: { day: StatusDay; customerId: string | null }) {
  const token = day.worst === null ? null : stateLook[day.worst]
  return (
    <tr className="align-top">
      <th className="py-1 pe-3 font-normal whitespace-nowrap" scope="row">
        {dayName(day.day)}
      </th>
      <td className="py-1 pe-3">
        <span className="inline-flex items-center gap-1.5">
          {token ? <StatusGlyph size={12} token={token} /> : <QuietGlyph size={12} />}
          {dayWord(day)}
        </span>
      </td>
      <td className="py-1 text-text-2">
        {dayFacts(day).join(', ')}
        {day.incidents.map((reference) => (
          <Link
            className="ms-2 inline-flex min-h-6 items-center underline underline-offset-2"
            href={withCustomer(`/status/incidents/${encodeURIComponent(reference)}`, customerId)}
            key={reference}
          >
            {reference}
          </Link>
        ))}
      </td>
    </tr>
  )
}
