import { clsx } from 'clsx'
import Link from 'next/link'
import { NoteText } from '#components/sessions/tabs/note-text.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { StatusGlyph, type StatusToken, statusText } from '#components/ui/status-glyph.tsx'
import type { PublicIncident } from '#lib/status-pages/contract.ts'
import { withCustomer } from '../status-links.ts'

const statusWords: Record<PublicIncident['status'], string> = {
  investigating: 'Investigating',
  identified: 'Cause found',
  monitoring: 'Watching the fix',
  resolved: 'Resolved',
}
const impactLook: Record<string, { token: StatusToken; word: string }> = {
  degraded: { token: 'minor', word: 'Degraded' },
  'partial-outage': { token: 'major', word: 'Partial outage' },
  'major-outage': { token: 'crit', word: 'Major outage' },
  maintenance: { token: 'maint', word: 'Maintenance' },
}

type Props = {
  incident: PublicIncident
  customerId: string | null
  componentNames: readonly string[]
  /** on a page of its own it is the first heading */
  heading?: 'h1' | 'h3'
}

/** One incident as the customer is told of it, updates newest first. */
export function IncidentCard({ incident, customerId, componentNames, heading = 'h3' }: Props) {
  const Heading = heading
  const isOver = incident.status === 'resolved'
  const look = isOver
    ? { token: 'ok' as const, word: 'Resolved' }
    : impactLook[incident.componentImpact ?? '']
  return (
    <article className="rounded-lg border border-border bg-surface p-4 md:p-5">
      <Heading className={clsx('font-semibold text-balance', heading === 'h1' ? 'text-title' : 'text-base')}>
        {incident.title}
      </Heading>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-ui">
        {look && (
          <span
            className={clsx('drains inline-flex items-center gap-1.5 font-medium', statusText[look.token])}
          >
            <StatusGlyph token={look.token} />
            {look.word}
          </span>
        )}
        {!isOver && <span>{statusWords[incident.status]}</span>}
        <Times incident={incident} />
        <Link
          className="inline-flex min-h-6 items-center text-text-2 underline underline-offset-2"
          href={withCustomer(`/status/incidents/${encodeURIComponent(incident.reference)}`, customerId)}
        >
          {incident.reference}
        </Link>
        {incident.simulated && (
          <span className="rounded-full border border-border px-2 text-xs">Demo data</span>
        )}
      </p>
      {componentNames.length > 0 && <p className="mt-1 text-xs text-text-2">{componentNames.join(' · ')}</p>}
      <Updates incident={incident} />
      {incident.review !== null && (
        <section className="mt-4 border-t border-border pt-3">
          <p className="text-xs font-medium text-text-2">What we learned</p>
          <NoteText body={incident.review} />
        </section>
      )}
    </article>
  )
}

function Times({ incident }: { incident: PublicIncident }) {
  return (
    <span className="text-text-2">
      since <AbsoluteTime at={incident.startedAt ?? incident.publishedAt} show="short" />
      {incident.resolvedAt !== null && (
        <>
          {' until '}
          <AbsoluteTime at={incident.resolvedAt} show="short" />
        </>
      )}
    </span>
  )
}

function Updates({ incident }: { incident: PublicIncident }) {
  if (incident.updates.length === 0)
    return <p className="mt-3 text-ui text-text-2">We are on it; the first update follows here.</p>
  return (
    <ol className="mt-3 flex flex-col gap-3 border-s-2 border-border ps-3">
      {incident.updates.map((update) => (
        <li key={update.updateId}>
          <p className="text-xs text-text-2">
            <span className="font-medium text-text">{statusWords[update.status]}</span>{' '}
            <AbsoluteTime at={update.postedAt} show="short" />
            {update.editedAt !== null && (
              <>
                {', corrected '}
                <AbsoluteTime at={update.editedAt} show="short" />
              </>
            )}
          </p>
          <NoteText body={update.body} />
        </li>
      ))}
    </ol>
  )
}
