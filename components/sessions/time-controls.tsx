'use client'

import { useMemo, useSyncExternalStore } from 'react'
import type { TimeView } from '#components/charts/time-view.ts'
import { backToLive, pan, showAll, zoomBy } from '#components/charts/time-window.ts'
import { formatClock, formatDuration } from '#components/time/format-time.ts'
import { Button } from '#components/ui/button.tsx'
import { LiveText } from './live-text.tsx'

/** Zoom and move without dragging, and the way back to the live edge. */
export function TimeControls({ view, zone }: { view: TimeView; zone: string }) {
  const window = useSyncExternalStore(view.onWindow, view.window, view.window)
  const on = useMemo(() => [view.onCursor, view.onWindow], [view])
  const whole = window.from <= window.spanFrom && window.to >= window.spanTo
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <div aria-label="Time shown" className="flex gap-1" role="toolbar">
        <Small
          label="Earlier"
          onPress={() => view.change((w) => pan(w, -0.5))}
          disabled={window.from <= window.spanFrom}
        >
          ←
        </Small>
        <Small
          label="Zoom out (−)"
          onPress={() => view.change((w) => zoomBy(w, 2, view.cursor()))}
          disabled={whole}
        >
          −
        </Small>
        <Small label="Zoom in (+)" onPress={() => view.change((w) => zoomBy(w, 0.5, view.cursor()))}>
          +
        </Small>
        <Small label="Whole session (0)" onPress={() => view.change(showAll)} disabled={whole}>
          All
        </Small>
        <Small
          label="Later"
          onPress={() => view.change((w) => pan(w, 0.5))}
          disabled={window.to >= window.spanTo}
        >
          →
        </Small>
      </div>
      <LiveText className="px-1 text-xs text-text-2" on={on} read={() => where(view, zone)} />
      {window.live && !window.following && (
        <Button className="ml-auto" look="primary" onClick={() => view.change(backToLive)}>
          Back to live
        </Button>
      )}
    </div>
  )
}

function Small({
  label,
  onPress,
  disabled = false,
  children,
}: {
  label: string
  onPress: () => void
  disabled?: boolean
  children: React.ReactNode
}) {
  return (
    <Button aria-label={label} className="min-w-8 px-2!" disabled={disabled} onClick={onPress} title={label}>
      {children}
    </Button>
  )
}

function where(view: TimeView, zone: string): string {
  const cursor = view.cursor()
  if (cursor !== null) return `at ${formatClock(cursor, zone, true)}`
  const { from, to, following } = view.window()
  return following
    ? `last ${formatDuration(to - from)}, moving`
    : `${formatDuration(to - from)} from ${formatClock(from, zone, true)}`
}
