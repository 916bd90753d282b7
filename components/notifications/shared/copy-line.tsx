'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'

/** Something to paste elsewhere. */
export function CopyLine({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <span className="mt-1 flex flex-wrap items-center gap-2">
      <code className="min-w-0 rounded-md border border-border bg-raised px-2 py-1 font-mono text-xs [overflow-wrap:anywhere]">
        {text}
      </code>
      <Button aria-label={`Copy ${label}`} onClick={() => void copy()}>
        {copied ? 'Copied' : 'Copy'}
      </Button>
    </span>
  )
}
