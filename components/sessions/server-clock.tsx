'use client'

import { createContext, type ReactNode, useContext, useRef } from 'react'
import { formatDuration } from '#components/time/format-time.ts'
import { useNow } from '#components/time/use-now.ts'

const SkewContext = createContext(0)
const worthTellingMs = 1_500

/** Lets parts of a page count on by the server's clock without drawing the page around them every second. */
export function ServerClock({ now, children }: { now: number; children: ReactNode }) {
  const here = useNow() ?? now
  const skew = useRef(now - here)
  if (Math.abs(now - here - skew.current) > worthTellingMs) skew.current = now - here
  return <SkewContext value={skew.current}>{children}</SkewContext>
}

/** "12 min", growing. */
export function RunningFor({ from }: { from: number }) {
  const skew = useContext(SkewContext)
  const here = useNow()
  return here === null ? null : formatDuration(here + skew - from)
}
