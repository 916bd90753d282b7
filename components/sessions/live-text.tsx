'use client'

import { useEffect, useRef } from 'react'
import { forgetFrame, onceAFrame } from '#components/charts/once-a-frame.ts'

type Listen = (listener: () => void) => () => void

/** Text that follows a cursor or a tick without React drawing anything. `on` must be a stable list. */
export function LiveText({
  read,
  on,
  className,
}: {
  read: () => string
  on: readonly Listen[]
  className?: string
}) {
  const holder = useRef<HTMLSpanElement>(null)
  const latest = useRef(read)
  latest.current = read
  useEffect(() => {
    const write = () => {
      const text = latest.current()
      if (holder.current && holder.current.textContent !== text) holder.current.textContent = text
    }
    const later = () => onceAFrame(write)
    write()
    const stops = on.map((listen) => listen(later))
    return () => {
      for (const stop of stops) stop()
      forgetFrame(write)
    }
  }, [on])
  return <span className={className} ref={holder} />
}
