'use client'
import { useEffect, useRef } from 'react'
import type { AlertNews } from '#lib/realtime/dashboard.ts'
import { useDashboard } from './realtime-provider.tsx'

/**
 * Hears what happens to alerts while mounted, for a sound or a word to a screen reader. Queries under `['alerts', …]` are
 * read again without it: the provider does that once for the whole tab.
 */
export function useAlertChanges(onChange: (news: AlertNews) => void): void {
  const dashboard = useDashboard()
  const newest = useRef(onChange)
  useEffect(() => {
    newest.current = onChange
  })
  useEffect(() => dashboard.onAlerts((news) => newest.current(news)), [dashboard])
}
