'use client'

import { CopyButton } from '#components/ui/copy-button.tsx'

/** Something to paste elsewhere. */
export function CopyLine({ label, text }: { label: string; text: string }) {
  return (
    <span className="mt-1 flex flex-wrap items-center gap-2">
      <code className="min-w-0 rounded-md border border-border bg-raised px-2 py-1 font-mono text-xs [overflow-wrap:anywhere]">
        {text}
      </code>
      <CopyButton label={label} text={text} />
    </span>
  )
}
