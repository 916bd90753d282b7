'use client'

import { useState } from 'react'
import type { TimeView } from '#components/charts/time-view.ts'
import { Button } from '#components/ui/button.tsx'

/** The link means the same moment later: it carries the cursor, or what is now. */
export function ShareButton({ view }: { view: TimeView }) {
  const [said, setSaid] = useState<'ready' | 'copied' | 'refused'>('ready')
  const copy = async () => {
    const url = new URL(window.location.href)
    const at = view.pinned() ?? view.window().spanTo
    url.searchParams.set('t', String(Math.round(at)))
    try {
      await navigator.clipboard.writeText(url.href)
      setSaid('copied')
    } catch {
      window.history.replaceState(null, '', url)
      setSaid('refused')
    }
    setTimeout(() => setSaid('ready'), 4_000)
  }
  const words = { ready: 'Copy link', copied: 'Copied', refused: 'Link is in the address bar' }
  return (
    <Button
      className="no-print"
      data-share=""
      onClick={copy}
      title="A link to this moment, participant and tab (c)"
    >
      <span role="status">{words[said]}</span>
    </Button>
  )
}
