'use client'

import { useMemo, useRef } from 'react'
import { flushSync } from 'react-dom'
import type { TimeView } from '#components/charts/time-view.ts'
import { reveal, type TimeWindow, zoomTo } from '#components/charts/time-window.ts'
import { chartCellId } from './chart-cell.tsx'
import { chatChart } from './findings/finding-marks.ts'
import type { EvidencePlace, Jump } from './jump.tsx'
import { laneId } from './lanes.tsx'

type Steps = {
  view: TimeView
  /** makes sure that lanes and charts show this participant */
  showPerson: (participantId: string) => void
  showCharts: () => void
  select: (findingId: string) => void
}

/** A minute before, half a minute after: what led to it, and what became of it. */
const beforeMs = 60_000
const afterMs = 30_000

/** The ways from words to pictures; the same object for the life of the page. */
export function useJumpHandlers(steps: Steps): Jump {
  const latest = useRef(steps)
  latest.current = steps
  return useMemo<Jump>(
    () => ({
      toEvidence: (place) => showEvidence(latest.current, place),
      toMoment: (at) => {
        const { view } = latest.current
        view.pin(at)
        view.change((window) => reveal(window, at))
        goTo('lanes-title')
      },
      toFinding: (findingId) => {
        flushSync(() => latest.current.select(findingId))
        const card = document.querySelector<HTMLElement>(`[data-finding="${CSS.escape(findingId)}"]`)
        card?.closest('details')?.setAttribute('open', '')
        card?.scrollIntoView({ block: 'nearest', behavior: manner() })
        card?.querySelector<HTMLElement>('[data-finding-row]')?.focus({ preventScroll: true })
      },
    }),
    [],
  )
}

function showEvidence({ view, showPerson, showCharts }: Steps, { participantId, chart, at }: EvidencePlace) {
  view.pin(at)
  view.change((window) => around(window, at))
  flushSync(() => {
    if (participantId !== null) showPerson(participantId)
    if (chart !== null && chart !== chatChart) showCharts()
  })
  if (chart === chatChart) return goTo('chat-title')
  if (participantId === null) return goTo('lanes-title')
  goTo(chart === null ? laneId(participantId) : chartCellId(chart, participantId))
}

/** Close enough to see it; who has zoomed in further already stays there. */
function around(window: TimeWindow, at: number): TimeWindow {
  const wide = window.to - window.from > 2 * (beforeMs + afterMs)
  return wide ? zoomTo(window, at - beforeMs, at + afterMs) : reveal(window, at)
}

function goTo(id: string) {
  const target = document.getElementById(id)
  if (!target) return
  target.scrollIntoView({ block: 'center', behavior: manner() })
  target.focus({ preventScroll: true })
}

const manner = (): ScrollBehavior =>
  window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'
