'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { api } from '#components/query/api.ts'
import { useLiveSession } from '#components/realtime/hooks.ts'
import { useNow } from '#components/time/use-now.ts'
import {
  type EventView,
  type SessionDetail,
  seriesSchema,
  sessionDetailSchema,
  sessionEventsSchema,
} from '#lib/sessions/contract.ts'
import { SeriesStore } from './series-store.ts'

const mostHeld = 2_400
const eventsPerPage = 500
const mostEventPages = 10

/** Everything the page of one call needs: the call itself, its history, and what arrives live behind it. */
export function useSession(sessionId: string) {
  const base = `/api/v1/sessions/${encodeURIComponent(sessionId)}`
  const live = useLiveSession(sessionId)
  const detail = useQuery({
    queryKey: ['session', sessionId],
    queryFn: ({ signal }) => api(base, sessionDetailSchema, { signal }),
  })
  const store = useMemo(() => newStore(sessionId), [sessionId])
  const series = useHistory(base, sessionId, store, detail.data)
  const events = useEvents(base, sessionId, live.buffer)
  const client = useQueryClient()

  useEffect(() => {
    const stop = live.buffer.subscribe((news) => {
      store.append(news.points)
      const thinNow = store.longest() > mostHeld
      if (news.reset || thinNow) void client.invalidateQueries({ queryKey: ['session-series', sessionId] })
      if (news.reset) void client.invalidateQueries({ queryKey: ['session-events', sessionId] })
    })
    return () => {
      stop()
      store.stop()
    }
  }, [live.buffer, store, client, sessionId])

  return { detail, series, events, store, now: useServerNow(detail.data, detail.dataUpdatedAt) }
}

const newStore = (_sessionId: string) => new SeriesStore()

function useHistory(base: string, sessionId: string, store: SeriesStore, detail: SessionDetail | undefined) {
  const series = useQuery({
    queryKey: ['session-series', sessionId],
    queryFn: ({ signal }) => api(`${base}/series?points=600`, seriesSchema, { signal }),
    enabled: detail !== undefined,
    staleTime: 60_000,
  })
  useEffect(() => {
    if (series.data) store.load(series.data)
  }, [series.data, store])
  return series
}

/** Told events come first, page by page; live ones follow. Each counts once, however often it is told. */
function useEvents(base: string, sessionId: string, buffer: ReturnType<typeof useLiveSession>['buffer']) {
  const [live, setLive] = useState<readonly EventView[]>([])
  const told = useQuery({
    queryKey: ['session-events', sessionId],
    queryFn: ({ signal }) => allEvents(base, signal),
    staleTime: 60_000,
  })
  useEffect(() => {
    setLive(buffer.events())
    return buffer.subscribe((news) => {
      if (news.events.length > 0 || news.reset) setLive(buffer.events())
    })
  }, [buffer])
  const list = useMemo(() => eachOnce([...(told.data ?? []), ...live]), [told.data, live])
  return { query: told, list }
}

async function allEvents(base: string, signal: AbortSignal): Promise<EventView[]> {
  const events: EventView[] = []
  let after: string | null = null
  for (let page = 0; page < mostEventPages; page++) {
    const query: string = after === null ? '' : `&after=${encodeURIComponent(after)}`
    const reply = await api(`${base}/events?limit=${eventsPerPage}${query}`, sessionEventsSchema, { signal })
    events.push(...reply.events)
    after = reply.next
    if (after === null) break
  }
  return events
}

function eachOnce(events: readonly EventView[]): EventView[] {
  const byKey = new Map(events.map((event) => [`${event.participantId} ${event.boot} ${event.seq}`, event]))
  return [...byKey.values()]
}

/** The server's clock, carried on by this machine's: ages must not depend on how a laptop is set. */
function useServerNow(detail: SessionDetail | undefined, receivedAt: number): number | null {
  const here = useNow()
  if (!detail) return null
  return here === null
    ? detail.serverTime
    : Math.max(detail.serverTime, detail.serverTime + (here - receivedAt))
}
