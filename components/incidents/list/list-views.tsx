'use client'

import { clsx } from 'clsx'
import { formatCount } from '#components/ui/format-count.ts'
import { type IncidentList, type IncidentListView, incidentViews } from '#lib/incidents/api-contract.ts'
import { incidentViewWords } from '../words.ts'

/** Which incidents, with how many there are; a row to swipe where there is little room. */
export function ListViews({
  view,
  counts,
  onView,
}: {
  view: IncidentListView
  counts: IncidentList['counts'] | null
  onView: (view: IncidentListView) => void
}) {
  return (
    <nav aria-label="Views of incidents" className="-mx-4 min-w-0 overflow-x-auto px-4 md:mx-0 md:px-0">
      <ul className="flex gap-1 border-b border-border">
        {incidentViews.map((one) => (
          <li className="shrink-0" key={one}>
            <button
              aria-current={one === view ? 'true' : undefined}
              className={clsx(
                'flex min-h-9 items-center gap-2 border-b-2 px-3 text-ui font-medium focus-visible:-outline-offset-2 pointer-coarse:min-h-11',
                one === view
                  ? 'border-text text-text'
                  : 'border-transparent text-text-2 hover:border-border-strong hover:text-text',
              )}
              onClick={() => onView(one)}
              type="button"
            >
              {incidentViewWords[one]}
              <span className={clsx('text-xs', one === view ? 'text-text' : 'text-text-3')}>
                {counts === null ? '–' : formatCount(counts[one] ?? 0)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
