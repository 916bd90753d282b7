'use client'

import { usePathname } from 'next/navigation'
import { type MouseEvent, useCallback } from 'react'

const inboxPath = '/alerts'

/** The alert of the address, `/alerts/<id>`, or null. */
export function useChosen(): string | null {
  const [, , alertId] = usePathname().split('/')
  return alertId ? decodeURIComponent(alertId) : null
}

/** Where an alert is, with the view and the filters kept. */
export function alertHref(alertId: string | null, query: string): string {
  const path = alertId === null ? inboxPath : `${inboxPath}/${encodeURIComponent(alertId)}`
  return query === '' ? path : `${path}?${query}`
}

/** Goes there without asking the server for a page that is here already. */
export function goTo(href: string) {
  window.history.pushState(null, '', href)
}

/** For links to alerts: a plain click changes only the panes, every other click is the browser's own. */
export function useSoftClick() {
  return useCallback((event: MouseEvent<HTMLAnchorElement>) => {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    goTo(event.currentTarget.href)
  }, [])
}
