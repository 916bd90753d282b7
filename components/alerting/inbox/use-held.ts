'use client'

import { type RefObject, useEffect, useState } from 'react'

/** Whether somebody points at the element or has the focus in it. */
export function useHeld(element: RefObject<HTMLElement | null>): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    const el = element.current
    if (!el) return
    const ask = () => setHeld(el.matches(':hover') || el.contains(document.activeElement))
    // The new focus is only known once the old one is gone.
    const later = () => setTimeout(ask, 0)
    const touched = (event: PointerEvent) => event.pointerType === 'mouse' && ask()
    el.addEventListener('pointerenter', touched)
    el.addEventListener('pointerleave', touched)
    el.addEventListener('focusin', ask)
    el.addEventListener('focusout', later)
    return () => {
      el.removeEventListener('pointerenter', touched)
      el.removeEventListener('pointerleave', touched)
      el.removeEventListener('focusin', ask)
      el.removeEventListener('focusout', later)
    }
  }, [element])
  return held
}
