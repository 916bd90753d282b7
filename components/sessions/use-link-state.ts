'use client'

import { useEffect, useState } from 'react'
import { TimeView } from '#components/charts/time-view.ts'
import { reveal, zoomTo } from '#components/charts/time-window.ts'
import { isSessionTab, type SessionTab } from './tabs/tab-list.tsx'

/** What the address bar said when the page opened. */
export function linked(name: string): string | null {
  return typeof window === 'undefined' ? null : new URLSearchParams(window.location.search).get(name)
}

/** The whole call, or the moment that a link names. */
export function viewFromLink(start: number, end: number, live: boolean): TimeView {
  const view = new TimeView(start, end, live)
  const at = Number(linked('t') ?? Number.NaN)
  if (Number.isFinite(at) && at >= start && at <= end) {
    view.pin(at)
    view.change((window) => (live ? zoomTo(window, at - 120_000, at + 60_000) : reveal(window, at)))
  }
  return view
}

/** The open tab; a link to a chart opens the one it is in. */
export function useTab() {
  return useState<SessionTab>(() => {
    const tab = linked('tab')
    return isSessionTab(tab) ? tab : 'overview'
  })
}

type Kept = { focus: string | null; tab: SessionTab; selected: string | null }

/** The address bar always leads back here: moment, participant, tab and finding. */
export function useKeepInLink(view: TimeView, { focus, tab, selected }: Kept) {
  useEffect(() => {
    const keep = () => {
      const url = new URL(window.location.href)
      const at = view.pinned()
      const wanted = {
        t: at === null ? null : String(Math.round(at)),
        p: focus,
        tab: tab === 'overview' ? null : tab,
        f: selected,
      }
      for (const [name, value] of Object.entries(wanted))
        if (value === null) url.searchParams.delete(name)
        else url.searchParams.set(name, value)
      if (url.href !== window.location.href) window.history.replaceState(null, '', url)
    }
    keep()
    return view.onPin(keep)
  }, [view, focus, tab, selected])
  useEffect(() => {
    const metric = linked('m')
    if (metric) document.getElementById(`m-${metric}`)?.scrollIntoView()
  }, [])
}
