'use client'

import { clsx } from 'clsx'
import type { KeyboardEvent } from 'react'

export const incidentTabs = { timeline: 'Timeline', review: 'Review' } as const
export type IncidentTab = keyof typeof incidentTabs
const order = ['timeline', 'review'] as const satisfies readonly IncidentTab[]

export const tabOf = (name: string | null): IncidentTab => order.find((tab) => tab === name) ?? 'timeline'
export const tabId = (tab: IncidentTab) => `incident-tab-${tab}`
export const panelId = (tab: IncidentTab) => `incident-panel-${tab}`

/** One tab stop; the arrows walk and choose. */
export function IncidentTabs({ tab, onTab }: { tab: IncidentTab; onTab: (tab: IncidentTab) => void }) {
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    const other = tab === 'timeline' ? 'review' : 'timeline'
    onTab(other)
    document.getElementById(tabId(other))?.focus()
  }
  return (
    <div
      aria-label="Parts of this incident"
      className="no-print flex border-b border-border"
      onKeyDown={onKey}
      role="tablist"
    >
      {order.map((one) => (
        <button
          aria-controls={tab === one ? panelId(one) : undefined}
          aria-selected={tab === one}
          className={clsx(
            'min-h-9 border-b-2 px-3 text-ui font-medium outline-offset-[-2px] pointer-coarse:min-h-11',
            tab === one
              ? 'border-text text-text'
              : 'border-transparent text-text-2 hover:border-border-strong hover:text-text',
          )}
          id={tabId(one)}
          key={one}
          onClick={() => onTab(one)}
          role="tab"
          tabIndex={tab === one ? 0 : -1}
          type="button"
        >
          {incidentTabs[one]}
        </button>
      ))}
    </div>
  )
}
