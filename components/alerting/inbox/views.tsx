'use client'

import { clsx } from 'clsx'
import { formatCount } from '#components/ui/format-count.ts'
import { type Inbox, type InboxView, inboxViews } from '#lib/alerting/alerts/contract.ts'
import { viewWords } from '../alert-words.ts'

/** Which alerts, with how many there are. A column where there is room, a row to swipe where there is none. */
export function Views({
  view,
  counts,
  onView,
}: {
  view: InboxView
  counts: Inbox['counts'] | null
  onView: (view: InboxView) => void
}) {
  return (
    <nav aria-label="Views of alerts" className="min-w-0">
      <ul className="flex gap-1 overflow-x-auto xl:flex-col">
        {inboxViews.map((one) => (
          <li className="shrink-0" key={one}>
            <button
              aria-current={one === view ? 'true' : undefined}
              className={clsx(
                'relative flex min-h-8 w-full items-center justify-between gap-3 rounded-md px-3 text-ui font-medium pointer-coarse:min-h-11',
                one === view
                  ? 'bg-raised text-text before:absolute before:inset-x-3 before:bottom-0 before:h-0.5 before:bg-text xl:before:inset-x-auto xl:before:inset-y-1.5 xl:before:left-0 xl:before:h-auto xl:before:w-0.5'
                  : 'text-text-2 hover:bg-raised hover:text-text',
              )}
              onClick={() => onView(one)}
              type="button"
            >
              {viewWords[one]}
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
