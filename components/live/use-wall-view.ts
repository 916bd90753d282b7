'use client'

import { useCallback, useMemo, useState } from 'react'
import { useAttention, useHeartbeat, useIngestPulse, useWall } from '#components/realtime/hooks.ts'
import type { IngestPulse } from '#lib/realtime/contract.ts'
import type { AppTile, AttentionRow } from '#lib/sessions/contract.ts'

/** What the wall shows at one moment. `at` is the server's time of it. */
export type WallView = {
  tiles: readonly AppTile[]
  attention: readonly AttentionRow[]
  ingest: IngestPulse | null
  at: number | null
}

/** The wall narrowed to one customer or one root cause where asked, and held still while paused. */
export function useWallView(customerId: string | null, cause: string | null) {
  const { phase, tiles } = useWall()
  const attention = useAttention()
  const ingest = useIngestPulse()
  const { state: heartbeat, shownAt } = useHeartbeat()
  const live = useMemo<WallView>(
    () => ({ tiles, attention, ingest, at: shownAt }),
    [tiles, attention, ingest, shownAt],
  )
  const [held, setHeld] = useState<WallView | null>(null)
  const togglePause = useCallback(() => setHeld((before) => (before ? null : live)), [live])
  const shown = held ?? live
  const ofCustomer = useMemo(() => narrow(shown, customerId), [shown, customerId])
  const view = useMemo(() => ofCause(ofCustomer, cause), [ofCustomer, cause])
  const behindMs = held?.at != null && shownAt !== null ? shownAt - held.at : null
  const stale = heartbeat === 'stale' || heartbeat === 'offline'
  return {
    waiting: phase === 'waiting' && tiles.length === 0,
    view,
    paused: held !== null,
    behindMs,
    stale,
    togglePause,
  }
}

function narrow(view: WallView, customerId: string | null): WallView {
  if (customerId === null) return view
  const own = (row: { customerId: string }) => row.customerId === customerId
  return { ...view, tiles: view.tiles.filter(own), attention: view.attention.filter(own) }
}

/** Apps in which a call has this root cause now, and the calls that have it. */
function ofCause(view: WallView, cause: string | null): WallView {
  if (cause === null) return view
  return {
    ...view,
    tiles: view.tiles.filter((tile) => tile.causes.some(({ kind }) => kind === cause)),
    attention: view.attention.filter((row) => row.cause === cause),
  }
}
