'use client'

import { type ReactNode, useRef } from 'react'
import { useInView } from '#components/charts/use-in-view.ts'

/** Draws its children only while they are on or near the screen: a part nobody sees need not tick. */
export function WhenNear({ least, children }: { least: string; children: ReactNode }) {
  const holder = useRef<HTMLDivElement>(null)
  const near = useInView(holder, '400px')
  const height = useRef(0)
  if (holder.current && near) height.current = holder.current.offsetHeight
  return (
    <div ref={holder} style={{ minHeight: near ? least : `max(${least}, ${height.current}px)` }}>
      {near && children}
    </div>
  )
}
