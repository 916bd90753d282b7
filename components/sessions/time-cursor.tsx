'use client'

import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react'
import { onThemeChange } from '#components/charts/chart-colours.ts'
import { firstAfter } from '#components/charts/gaps.ts'
import { forgetFrame, onceAFrame } from '#components/charts/once-a-frame.ts'
import type { TimeView } from '#components/charts/time-view.ts'
import { reveal, showAll, zoomBy, zoomTo } from '#components/charts/time-window.ts'
import type { ParticipantView } from '#lib/sessions/contract.ts'
import type { SeriesStore } from './series-store.ts'

type Props = {
  view: TimeView
  store: SeriesStore
  participants: readonly ParticipantView[]
  focusedId: string | null
  /** the moment in words, for who cannot see the line */
  sayMoment: (at: number) => string
}

/**
 * The line across all lanes: follows the mouse, rests where it was clicked, walks by sample with the arrow keys.
 * Drag selects a stretch to zoom into; `+`, `-` and `0` do the same from the keyboard.
 */
export function TimeCursor(props: Props) {
  const { view } = props
  const area = useRef<HTMLDivElement>(null)
  const line = useRef<HTMLDivElement>(null)
  const chosen = useRef<HTMLDivElement>(null)
  const dragFrom = useRef<number | null>(null)
  const latest = useRef(props)
  latest.current = props

  useEffect(() => {
    const draw = () => drawCursor(area.current, line.current, view, latest.current.sayMoment)
    const later = () => onceAFrame(draw)
    draw()
    const stops = [view.onCursor(later), view.onWindow(later), onThemeChange(later)]
    return () => {
      for (const stop of stops) stop()
      forgetFrame(draw)
    }
  }, [view])

  const timeAt = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    const { from, to } = view.window()
    const share = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1)
    return from + share * (to - from)
  }
  const select = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    const start = dragFrom.current
    const wide = start !== null && Math.abs(event.clientX - start) > 5
    if (chosen.current) {
      chosen.current.hidden = !wide
      chosen.current.style.left = `${Math.min(start ?? 0, event.clientX) - box.left}px`
      chosen.current.style.width = `${Math.abs(event.clientX - (start ?? 0))}px`
    }
    return wide
  }
  const finish = (event: PointerEvent) => {
    const wide = select(event)
    const start = dragFrom.current
    dragFrom.current = null
    if (chosen.current) chosen.current.hidden = true
    if (start === null) return
    if (!wide) return view.pin(timeAt(event))
    const box = event.currentTarget.getBoundingClientRect()
    const { from, to } = view.window()
    const other = from + ((start - box.left) / box.width) * (to - from)
    const here = timeAt(event)
    view.change((window) => zoomTo(window, other, here))
  }

  return (
    <div
      aria-label="Time cursor. Arrow keys move by sample, plus and minus zoom, zero shows all, Escape lets go."
      aria-valuemax={0}
      aria-valuemin={0}
      aria-valuenow={0}
      className="pointer-events-auto absolute inset-0 cursor-crosshair touch-pan-y"
      onKeyDown={(event) => onKey(event, latest.current)}
      onPointerCancel={() => {
        dragFrom.current = null
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        dragFrom.current = event.clientX
        if (event.pointerType === 'mouse') event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerLeave={() => view.hover(null)}
      onPointerMove={(event) => {
        view.hover(timeAt(event))
        select(event)
      }}
      onPointerUp={finish}
      ref={area}
      role="slider"
      tabIndex={0}
    >
      <div className="pointer-events-none absolute inset-y-0 w-px bg-text-2" hidden ref={line} />
      <div className="pointer-events-none absolute inset-y-0 bg-text/12" hidden ref={chosen} />
    </div>
  )
}

function drawCursor(
  area: HTMLElement | null,
  line: HTMLElement | null,
  view: TimeView,
  sayMoment: (at: number) => string,
) {
  if (!area || !line) return
  const at = view.cursor()
  const { from, to, spanFrom, spanTo } = view.window()
  const shown = at !== null && at >= from && at <= to
  line.hidden = !shown
  if (shown) line.style.left = `${((at - from) / (to - from)) * 100}%`
  area.setAttribute('aria-valuemin', String(Math.round(spanFrom)))
  area.setAttribute('aria-valuemax', String(Math.round(spanTo)))
  area.setAttribute('aria-valuenow', String(Math.round(at ?? spanTo)))
  if (view.pinned() !== null || at === null)
    area.setAttribute('aria-valuetext', at === null ? 'no moment chosen' : sayMoment(at))
}

function onKey(event: KeyboardEvent, { view, store, participants, focusedId }: Props) {
  if (event.metaKey || event.ctrlKey || event.altKey) return
  const act = keyAct(event.key, event.shiftKey, view, () =>
    samplesOf(store, focusedId ? [focusedId] : participants.map((person) => person.participantId)),
  )
  if (!act) return
  event.preventDefault()
  act()
}

function keyAct(key: string, far: boolean, view: TimeView, samples: () => number[]): (() => void) | null {
  const steps = far ? 10 : 1
  const keys = new Map<string, () => void>([
    ['ArrowRight', () => walk(view, samples(), steps)],
    ['ArrowLeft', () => walk(view, samples(), -steps)],
    ['Home', () => rest(view, view.window().spanFrom)],
    ['End', () => rest(view, view.window().spanTo)],
    ['+', () => view.change((window) => zoomBy(window, 0.5, view.cursor()))],
    ['=', () => view.change((window) => zoomBy(window, 0.5, view.cursor()))],
    ['-', () => view.change((window) => zoomBy(window, 2, view.cursor()))],
    ['0', () => view.change(showAll)],
    ['Escape', () => view.pin(null)],
  ])
  return keys.get(key) ?? null
}

function walk(view: TimeView, samples: number[], steps: number) {
  if (samples.length === 0) return
  const at = view.pinned()
  const here = at === null ? samples.length : firstAfter(samples, at + (steps > 0 ? 1 : 0))
  const next = steps > 0 ? here + steps - 1 : here + steps
  rest(view, samples[Math.min(Math.max(next, 0), samples.length - 1)] ?? 0)
}

function rest(view: TimeView, at: number) {
  view.pin(at)
  view.change((window) => reveal(window, at))
}

/** All moments at which anybody was measured, in order, each once. */
function samplesOf(store: SeriesStore, participantIds: readonly string[]): number[] {
  const all = participantIds.flatMap((id) => store.of(id).at)
  return [...new Set(all)].sort((a, b) => a - b)
}
