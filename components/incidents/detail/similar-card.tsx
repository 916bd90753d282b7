import Link from 'next/link'
import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { Card } from '../card.tsx'
import { factorWords } from '../words.ts'

/** The same kind of trouble before, and what it was then: often the shortest way to the end of this one. */
export function SimilarCard({ similar }: Pick<IncidentDetail, 'similar'>) {
  return (
    <Card title="Like it before">
      {similar.length === 0 ? (
        <p className="text-text-2">Nothing like it was closed before.</p>
      ) : (
        <ul className="-mx-3 -mb-3">
          {similar.map((one) => (
            <li className="border-t border-border px-3 py-2" key={one.incidentId}>
              <Link
                className="font-medium wrap-anywhere underline-offset-2 hover:underline"
                href={`/incidents/${encodeURIComponent(one.reference)}`}
                prefetch={false}
              >
                <span className="font-mono text-xs">{one.reference}</span> {one.title}
              </Link>
              <p className="text-xs text-text-2">
                <AbsoluteTime at={one.declaredAt} show="moment" />
                {one.resolvedAt !== null && ` · took ${formatDuration(one.resolvedAt - one.declaredAt)}`}
                {one.cause !== null && ` · ${factorWords[one.cause.category]}`}
              </p>
              {one.cause !== null && one.cause.text !== '' && (
                <p className="text-xs wrap-anywhere" dir="auto">
                  {one.cause.text}
                </p>
              )}
              <p className="text-2xs text-text-3">{one.why}</p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
