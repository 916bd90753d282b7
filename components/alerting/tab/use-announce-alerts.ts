'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '#components/query/api.ts'
import { useAnnounce } from '#components/ui/announcer.tsx'
import { inboxSchema } from '#lib/alerting/alerts/contract.ts'
import { inboxKey } from '../data/alert-cache.ts'
import { isWaiting, newsText } from './news.ts'
import type { Waiting } from './tab-mark.ts'

/**
 * Says which alerts are new: a critical one at once, others politely. What was there when the page opened is read, not
 * announced. Which ones they are is asked for only when their number or gravity changes.
 */
export function useAnnounceAlerts({ count, worst }: Waiting, known: boolean) {
  const announce = useAnnounce()
  const told = useQuery({
    queryKey: [...inboxKey, 'news', count, worst],
    queryFn: ({ signal }) => api('/api/v1/alerts?view=firing', inboxSchema, { signal }),
    enabled: known && count > 0,
    staleTime: 5_000,
    retry: false,
  })
  const heard = useRef<ReadonlySet<string> | null>(null)
  useEffect(() => {
    if (!known || (count > 0 && !told.data)) return
    const waiting = (told.data?.alerts ?? []).filter(isWaiting)
    const before = heard.current
    heard.current = new Set(waiting.map(({ alertId }) => alertId))
    const fresh = before === null ? [] : waiting.filter(({ alertId }) => !before.has(alertId))
    const text = newsText(fresh)
    if (text !== null)
      announce(text, fresh.some(({ severity }) => severity === 'critical') ? 'assertive' : 'polite')
  }, [known, count, told.data, announce])
}
