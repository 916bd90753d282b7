/**
 * The part of a session that every lane and chart shows, and the moment all of them point at.
 * Pure: each function answers a new window.
 */
export type TimeWindow = {
  /** the whole session: start to now, or to its end */
  spanFrom: number
  spanTo: number
  /** what is shown */
  from: number
  to: number
  live: boolean
  /** the right edge moves with the newest data */
  following: boolean
}

const shortestMs = 4_000
const tailMs = 10 * 60_000

/** How a session is first seen: whole, or the last ten minutes of a long live one. */
export function firstWindow(spanFrom: number, spanTo: number, live: boolean): TimeWindow {
  const to = Math.max(spanTo, spanFrom + shortestMs)
  const from = live ? Math.max(spanFrom, to - tailMs) : spanFrom
  return { spanFrom, spanTo: to, from, to, live, following: live }
}

/** Time went on, or the session ended: a window that follows moves, any other stays where the person put it. */
export function grow(window: TimeWindow, spanFrom: number, spanTo: number, live: boolean): TimeWindow {
  const to = Math.max(spanTo, window.spanTo)
  const grown = { ...window, spanFrom: Math.min(spanFrom, window.spanFrom), spanTo: to, live }
  if (!window.following) return { ...grown, following: false }
  const showsStart = window.from <= window.spanFrom && to - grown.spanFrom <= tailMs
  const from = showsStart ? grown.spanFrom : window.from + (to - window.to)
  return { ...grown, from, to, following: live }
}

/** Shows from … to, kept inside the session and never narrower than two samples. */
export function zoomTo(window: TimeWindow, from: number, to: number): TimeWindow {
  const { spanFrom, spanTo } = window
  const width = Math.min(Math.max(Math.abs(to - from), shortestMs), spanTo - spanFrom)
  const left = Math.min(Math.max(Math.min(from, to), spanFrom), spanTo - width)
  const atEdge = left + width >= spanTo - 1_000
  return { ...window, from: left, to: left + width, following: window.live && atEdge }
}

/** `factor` below 1 zooms in; the moment `around` keeps its place on the screen. */
export function zoomBy(window: TimeWindow, factor: number, around: number | null): TimeWindow {
  const width = (window.to - window.from) * factor
  const inside = around !== null && around >= window.from && around <= window.to
  const fixed = inside ? around : window.following ? window.to : (window.from + window.to) / 2
  const share = (fixed - window.from) / (window.to - window.from)
  return zoomTo(window, fixed - width * share, fixed - width * share + width)
}

/** Moves by a share of what is shown. */
export function pan(window: TimeWindow, share: number): TimeWindow {
  const by = (window.to - window.from) * share
  const width = window.to - window.from
  const left = Math.min(Math.max(window.from + by, window.spanFrom), window.spanTo - width)
  return zoomTo(window, left, left + width)
}

export function showAll(window: TimeWindow): TimeWindow {
  return { ...window, from: window.spanFrom, to: window.spanTo, following: window.live }
}

/** Makes sure a moment can be seen, moving as little as needed. */
export function reveal(window: TimeWindow, at: number): TimeWindow {
  if (at >= window.from && at <= window.to) return window
  const width = window.to - window.from
  return zoomTo(window, at - width / 2, at + width / 2)
}

/** Back to the live edge with the same zoom. */
export function backToLive(window: TimeWindow): TimeWindow {
  return zoomTo(window, window.spanTo - (window.to - window.from), window.spanTo)
}
