'use client'

import { useWaiting } from '../data/use-inbox.ts'
import { SeverityGlyph } from '../severity-mark.tsx'
import { waitingText } from './tab-mark.ts'

/** How many wait for somebody: of those that nobody took, not of all. */
export function AlertsBadge() {
  const { data } = useWaiting()
  if (!data || data.count === 0 || data.worst === null) return null
  return (
    <span
      className="absolute top-1 left-1/2 ms-1.5 flex h-4 items-center gap-0.5 rounded-full bg-surface px-1 text-2xs leading-none font-semibold text-text"
      data-waiting={data.count}
    >
      <SeverityGlyph severity={data.worst} size={12} />
      <span aria-hidden="true">{data.count > 99 ? '99+' : data.count}</span>
      <span className="sr-only">: {waitingText(data)}</span>
    </span>
  )
}
