'use client'

import { CopyButton } from '#components/ui/copy-button.tsx'

/** Several lines to paste elsewhere, as they are. */
export function CopyBlock({ label, text }: { label: string; text: string }) {
  return (
    <div className="mt-1.5 flex flex-wrap items-start gap-2">
      <pre className="min-w-0 max-w-full flex-1 basis-64 overflow-x-auto whitespace-pre-wrap rounded-md border border-border bg-raised px-2.5 py-2 font-mono text-xs [overflow-wrap:anywhere]">
        {text}
      </pre>
      <CopyButton label={label} text={text} />
    </div>
  )
}
