'use client'

import { type RefObject, useEffect, useState } from 'react'

/** True while the element is on the screen or close to it: what is far away need not be drawn. */
export function useInView(ref: RefObject<Element | null>, margin = '80px'): boolean {
  const [inView, setInView] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new IntersectionObserver(
      (entries) => setInView(entries.some((entry) => entry.isIntersecting)),
      { rootMargin: margin },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref, margin])
  return inView
}
