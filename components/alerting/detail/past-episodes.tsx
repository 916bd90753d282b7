'use client'

import { useAddress } from '#components/query/use-address.ts'
import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import type { AlertDetail } from '#lib/alerting/alerts/contract.ts'
import { alertHref, useSoftClick } from '../inbox/use-chosen.ts'
import { endedBecause, endedBy } from '../timeline/event-text.ts'

/** The same trouble before, and how it ended then: often the shortest way to the end of this one. */
export function PastEpisodes({ past }: Pick<AlertDetail, 'past'>) {
  const [params] = useAddress()
  const softly = useSoftClick()
  return (
    <section aria-labelledby="past-episodes">
      <h3 className="mb-1 text-sm font-semibold" id="past-episodes">
        Before
      </h3>
      {past.length === 0 ? (
        <p className="text-ui text-text-2">This has not fired before.</p>
      ) : (
        <ul className="overflow-hidden rounded-lg border border-border bg-surface">
          {past.map((one) => (
            <li className="border-b border-border last:border-b-0" key={one.alertId}>
              <a
                className="block px-3 py-2 text-ui hover:bg-raised focus-visible:-outline-offset-2"
                href={alertHref(one.alertId, params.toString())}
                onClick={softly}
              >
                <span className="block font-medium wrap-anywhere">{one.title}</span>
                <span className="block text-xs text-text-2">
                  <AbsoluteTime at={one.openedAt} show="short" />
                  {one.resolvedAt !== null && `, lasted ${formatDuration(one.resolvedAt - one.openedAt)}`}
                  {' · '}
                  {ended(one)}
                </span>
                {one.lastNote !== null && (
                  <span className="mt-0.5 line-clamp-2 block text-xs" dir="auto">
                    “{one.lastNote}”
                  </span>
                )}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function ended({ resolvedAt, resolvedBy, resolveReason }: AlertDetail['past'][number]): string {
  if (resolvedAt === null) return 'not over'
  const who = `ended ${endedBy(resolvedBy)}`
  return resolveReason === null || resolveReason === 'by hand'
    ? who
    : `${who}: ${endedBecause(resolveReason)}`
}
