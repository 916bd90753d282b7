import Link from 'next/link'
import { QuietGlyph, StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { StatusDay } from '#lib/status-pages/contract.ts'
import { withCustomer } from '../status-links.ts'
import { dayFacts, dayName, dayWord, stateLook } from './day-words.ts'

type Props = {
  day: StatusDay
  customerId: string | null
  onEarlier: (() => void) | null
  onLater: (() => void) | null
  onClose: () => void
}

/** A day that was pinned, in words, with ways to the days beside it that a finger can hit. */
export function DayDetail({ day, customerId, onEarlier, onLater, onClose }: Props) {
  const token = day.worst === null ? null : stateLook[day.worst]
  return (
    <section
      aria-label={dayName(day.day)}
      className="mt-2 rounded-md border border-border bg-raised p-3 text-ui"
    >
      <p className="flex flex-wrap items-center gap-x-2 font-medium">
        {token ? <StatusGlyph size={14} token={token} /> : <QuietGlyph size={14} />}
        {dayName(day.day)}: {dayWord(day)}
      </p>
      <ul className="mt-1 flex flex-wrap gap-x-4 text-text-2">
        {dayFacts(day).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
        {day.incidents.map((reference) => (
          <li key={reference}>
            <Link
              className="inline-flex min-h-6 items-center underline underline-offset-2"
              href={withCustomer(`/status/incidents/${encodeURIComponent(reference)}`, customerId)}
            >
              {reference}
            </Link>
          </li>
        ))}
      </ul>
      <p className="no-print mt-2 flex flex-wrap gap-2">
        <Step onClick={onEarlier}>Earlier day</Step>
        <Step onClick={onLater}>Later day</Step>
        <Step onClick={onClose}>Close</Step>
      </p>
    </section>
  )
}

function Step({ onClick, children }: { onClick: (() => void) | null; children: React.ReactNode }) {
  return (
    <button
      className="min-h-8 rounded-md border border-border bg-surface px-3 text-xs disabled:text-text-3 pointer-coarse:min-h-11"
      disabled={onClick === null}
      onClick={onClick ?? undefined}
      type="button"
    >
      {children}
    </button>
  )
}
