'use client'

import { useEffect } from 'react'
import { iconWith, titleWith, type Waiting } from './tab-mark.ts'

/** Writes what waits into the title and the icon of the tab. Pages rename themselves, so the mark is put back then. */
export function useTabMark({ count, worst }: Waiting) {
  useEffect(() => {
    const mark = () => {
      const title = titleWith(document.title, { count, worst })
      if (title !== document.title) document.title = title
    }
    mark()
    const watch = new MutationObserver(mark)
    watch.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => watch.disconnect()
  }, [count, worst])
  useEffect(() => setIcon(iconWith({ count, worst })), [count, worst])
}

const ours = 'data-earshot-icon'

/** A link of our own, so that those of the page stay as they are; the last one in the head counts. */
function setIcon(href: string | null) {
  const known = document.head.querySelector<HTMLLinkElement>(`link[${ours}]`)
  if (href === null) return known?.remove()
  const link = known ?? document.createElement('link')
  link.rel = 'icon'
  link.type = 'image/svg+xml'
  link.href = href
  link.setAttribute(ours, '')
  document.head.append(link)
}
