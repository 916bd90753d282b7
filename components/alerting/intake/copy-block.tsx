'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'

/** Several lines to paste elsewhere, as they are. */
export function CopyBlock({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <div className="mt-1.5 flex flex-wrap items-start gap-2">
      <pre className="min-w-0 max-w-full flex-1 basis-64 overflow-x-auto whitespace-pre-wrap rounded-md border border-border bg-raised px-2.5 py-2 font-mono text-xs [overflow-wrap:anywhere]">
        {text}
      </pre>
      <Button aria-label={`Copy: ${label}`} onClick={() => void copy()}>
        {copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  )
}
