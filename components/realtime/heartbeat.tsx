'use client'
import { useEffect, useState } from 'react'
import { formatClock } from '#components/time/format-time.ts'
import { useZone } from '#components/time/use-zone.ts'
import { type HeartbeatState, heartbeatText, heartbeatWords } from '#lib/realtime/heartbeat.ts'
import { useHeartbeat, useHeartbeatState } from './hooks.ts'

const dotClass: Record<HeartbeatState, string> = {
  connecting: 'border border-unk-fg',
  live: 'bg-ok',
  delayed: 'bg-minor border border-minor-fg',
  stale: 'border-2 border-dashed border-unk-fg',
  offline: 'bg-crit',
}

/** Dot, word and age of what is on the screen. The age is not announced, a change of state is, once and politely. */
export function Heartbeat() {
  const heartbeat = useHeartbeat()
  const zone = useZone()
  return (
    <span
      className="inline-flex items-center gap-2 text-xs tabular-nums text-text-2"
      data-heartbeat={heartbeat.state}
    >
      <span aria-hidden="true" className={`size-2.5 shrink-0 rounded-full ${dotClass[heartbeat.state]}`} />
      <span>{heartbeatText(heartbeat, (at) => formatClock(at, zone, true))}</span>
      <Announcement />
    </span>
  )
}

/** In the page before it is needed, and silent while all is well from the start. */
function Announcement() {
  const state = useHeartbeatState()
  const [said, setSaid] = useState<{ state: HeartbeatState; text: string }>({ state: 'connecting', text: '' })
  useEffect(() => {
    setSaid((before) => {
      if (before.state === state) return before
      const quiet = before.state === 'connecting' && state === 'live'
      return { state, text: quiet ? '' : announcements[state] }
    })
  }, [state])
  return (
    <span role="status" className="sr-only">
      {said.text}
    </span>
  )
}

const announcements: Record<HeartbeatState, string> = {
  connecting: heartbeatWords.connecting,
  live: 'Data is live again.',
  delayed: 'Data is delayed.',
  stale: 'Data is stale. Numbers show an earlier moment.',
  offline: 'Not connected. Numbers show an earlier moment.',
}
