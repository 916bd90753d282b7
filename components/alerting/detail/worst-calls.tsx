import Link from 'next/link'
import { PersonName } from '#components/sessions/person-name.tsx'
import { BandWord } from '#components/ui/band.tsx'
import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import { type Band, bands } from '#lib/sessions/contract.ts'

/** The calls it hurts most, each a way to its own diagnosis. */
export function WorstCalls({ alert: { blast, sessionId } }: { alert: AlertView }) {
  const worst = blast?.worst ?? []
  if (worst.length === 0 && sessionId === null) return null
  return (
    <section aria-labelledby="worst-calls">
      <h3 className="mb-1 text-sm font-semibold" id="worst-calls">
        Worst calls
      </h3>
      <ul className="overflow-hidden rounded-lg border border-border bg-surface">
        {worst.length === 0 && sessionId !== null && (
          <li>
            <Link
              className="flex min-h-11 items-center px-3 text-ui font-medium underline underline-offset-2"
              href={`/sessions/${sessionId}`}
            >
              The call it is about
            </Link>
          </li>
        )}
        {worst.map((call) => (
          <li className="border-b border-border last:border-b-0" key={call.sessionId}>
            <Link
              className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-1.5 text-ui hover:bg-raised focus-visible:-outline-offset-2"
              href={`/sessions/${call.sessionId}`}
              prefetch={false}
            >
              <BandWord band={bandOf(call.band)} />
              <PersonName className="flex-1 basis-32 font-medium" name={call.name} />
              <span className="text-xs text-text-2">
                {call.participants} {call.participants === 1 ? 'person' : 'people'} ·{' '}
                {call.painMinutes.toFixed(1)} min of pain{call.live ? ' · live' : ''}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

const bandOf = (name: string): Band => bands.find((band) => band === name) ?? 'unknown'
