'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '#components/query/api.ts'
import { useAlertChanges } from '#components/realtime/use-alert-changes.ts'
import { useAnnounce } from '#components/ui/announcer.tsx'
import { type AlertEventKind, inboxSchema } from '#lib/alerting/alerts/contract.ts'
import { isWaiting, newsText } from './news.ts'
import type { Waiting } from './tab-mark.ts'

// Apart from the lists: those are read again with every change, this only when something waits anew.
const newsKey = ['alert-news']
const waitsAnew: readonly AlertEventKind[] = [
  'opened',
  'reopened',
  'worsened',
  'ack-expired',
  'unacknowledged',
]

/**
 * Says which alerts are new: a critical one at once, others politely. What was there when the page opened is read, not
 * announced. Which ones they are is asked for only when their number or gravity changes.
 */
export function useAnnounceAlerts({ count, worst }: Waiting, known: boolean) {
  const announce = useAnnounce()
  const client = useQueryClient()
  useAlertChanges(({ changes }) => {
    if (changes.some(({ kind }) => waitsAnew.includes(kind)))
      void client.invalidateQueries({ queryKey: newsKey })
  })
  const told = useQuery({
    queryKey: [...newsKey, count, worst],
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
