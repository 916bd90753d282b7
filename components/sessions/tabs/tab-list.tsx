'use client'

import { clsx } from 'clsx'
import type { KeyboardEvent } from 'react'

export const sessionTabs = {
  overview: 'Measurements',
  events: 'Events',
  network: 'Network',
  devices: 'Devices',
  tracks: 'Tracks',
  raw: 'Raw',
  notes: 'Notes',
} as const
export type SessionTab = keyof typeof sessionTabs
const order = Object.keys(sessionTabs) as SessionTab[]

export const isSessionTab = (name: string | null): name is SessionTab =>
  name !== null && Object.hasOwn(sessionTabs, name)

export const tabId = (tab: SessionTab) => `tab-${tab}`
export const panelId = (tab: SessionTab) => `panel-${tab}`

/** One tab stop; arrows, Home and End walk and choose. */
export function TabList({
  tab,
  onTab,
  counts,
}: {
  tab: SessionTab
  onTab: (tab: SessionTab) => void
  counts: Partial<Record<SessionTab, number>>
}) {
  const onKey = (event: KeyboardEvent) => {
    const next = stepped(tab, event.key)
    if (next === null) return
    event.preventDefault()
    onTab(next)
    document.getElementById(tabId(next))?.focus()
  }
  return (
    <div
      aria-label="Parts of this call"
      className="flex overflow-x-auto border-b border-border"
      onKeyDown={onKey}
      role="tablist"
    >
      {order.map((one) => (
        <button
          aria-controls={tab === one ? panelId(one) : undefined}
          aria-selected={tab === one}
          className={clsx(
            'min-h-9 shrink-0 border-b-2 px-3 text-ui font-medium outline-offset-[-2px] pointer-coarse:min-h-11',
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
          {sessionTabs[one]}
          {(counts[one] ?? 0) > 0 && <span className="ms-1 text-xs text-text-3">{counts[one]}</span>}
        </button>
      ))}
    </div>
  )
}

function stepped(tab: SessionTab, key: string): SessionTab | null {
  const at = order.indexOf(tab)
  const steps = new Map([
    ['ArrowRight', (at + 1) % order.length],
    ['ArrowLeft', (at - 1 + order.length) % order.length],
    ['Home', 0],
    ['End', order.length - 1],
  ])
  const next = steps.get(key)
  return next === undefined ? null : (order[next] ?? null)
}
