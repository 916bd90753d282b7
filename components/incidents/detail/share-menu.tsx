'use client'

import { useState } from 'react'
import { useZone } from '#components/time/use-zone.ts'
import { Button, buttonClass } from '#components/ui/button.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { incidentMarkdown } from '../incident-markdown.ts'

/** Ways to hand it over: the link, the text, the page to print. */
export function ShareMenu({ detail }: { detail: IncidentDetail }) {
  const zone = useZone()
  const path = `/incidents/${encodeURIComponent(detail.incident.reference)}`
  const href = () => `${window.location.origin}${path}`
  return (
    <div className="no-print flex flex-wrap gap-2">
      <CopyText data-copy-link="" keys="c" text={href} word="Copy link" />
      <CopyText
        text={() => incidentMarkdown(detail, { zone, now: Date.now(), href: href() })}
        word="Copy as Markdown"
      />
      <a className={buttonClass('quiet')} href={`${path}/print`} rel="noopener" target="_blank">
        Print
      </a>
    </div>
  )
}

function CopyText({
  word,
  text,
  keys,
  ...rest
}: {
  word: string
  text: () => string
  keys?: string
  'data-copy-link'?: string
}) {
  const [said, setSaid] = useState<string | null>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text())
      setSaid('Copied')
    } catch {
      setSaid('The browser did not allow it')
    }
    setTimeout(() => setSaid(null), 4_000)
  }
  return (
    <Button {...rest} aria-keyshortcuts={keys} onClick={() => void copy()}>
      <span role="status">{said ?? word}</span>
    </Button>
  )
}
