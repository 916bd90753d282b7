'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'

/** Whether the element is on the screen or close to it. A wall of 200 customers draws only what can be seen soon. */
export function useNear<El extends Element>(nearAtFirst: boolean): [RefObject<El | null>, boolean] {
  const element = useRef<El>(null)
  const [near, setNear] = useState(nearAtFirst)
  useEffect(() => {
    if (!element.current) return
    return watch(element.current, setNear)
  }, [])
  return [element, near]
}

const callbacks = new WeakMap<Element, (near: boolean) => void>()
let observer: IntersectionObserver | null = null

// One observer for all cards: 200 of them would each be asked on every scroll.
function watch(element: Element, tell: (near: boolean) => void): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) callbacks.get(entry.target)?.(entry.isIntersecting)
    },
    { rootMargin: '400px 0px' },
  )
  callbacks.set(element, tell)
  observer.observe(element)
  return () => observer?.unobserve(element)
}
