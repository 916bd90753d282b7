'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { Button } from '#components/ui/button.tsx'

/** One answer of the server in its four states; what was there stays while it is asked again. */
export function Loaded<T>({
  query,
  rows = 3,
  children,
}: {
  query: UseQueryResult<T>
  rows?: number
  children: (data: T) => React.ReactNode
}) {
  if (query.data !== undefined)
    return (
      <>
        {query.isError && <StaleNote again={() => void query.refetch()} why={query.error.message} />}
        {children(query.data)}
      </>
    )
  if (query.isError) return <FailedNote again={() => void query.refetch()} why={query.error.message} />
  return <Skeleton rows={rows} />
}

export function Skeleton({ rows }: { rows: number }) {
  return (
    <div className="flex flex-col gap-2">
      <p className="sr-only">Loading …</p>
      {Array.from({ length: rows }, (_, i) => `row-${i}`).map((key) => (
        <div aria-hidden="true" className="skeleton h-18 rounded-lg" key={key} />
      ))}
    </div>
  )
}

export function FailedNote({ why, again }: { why: string; again: () => void }) {
  return (
    <div className="hatched rounded-lg border border-border-strong p-4 text-ui" role="alert">
      <p className="mb-2">{why}</p>
      <Button onClick={again}>Try again</Button>
    </div>
  )
}

function StaleNote({ why, again }: { why: string; again: () => void }) {
  return (
    <p className="flex flex-wrap items-center gap-2 text-text-2 text-ui" role="status">
      This is what was known before. {why}
      <Button onClick={again}>Try again</Button>
    </p>
  )
}

/** Nothing there yet: what it is good for, and the first step. */
export function EmptyNote({
  title,
  children,
  action,
}: {
  title: string
  children: React.ReactNode
  action?: React.ReactNode
}) {
  return (
    <div className="rounded-lg border border-border border-dashed bg-surface p-6 text-center sm:p-8">
      <p className="font-medium">{title}</p>
      <div className="mx-auto mt-1 max-w-[60ch] text-text-2 text-ui">{children}</div>
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}

export function ReasonNote({ children }: { children: React.ReactNode }) {
  return (
    <p className="rounded-md border border-border bg-raised px-3 py-2 text-text-2 text-ui" role="note">
      {children}
    </p>
  )
}

/** Something that will hurt at night if nobody looks at it now. */
export function WarningNote({ children }: { children: React.ReactNode }) {
  return (
    <p className="flex items-start gap-2 rounded-md border border-minor-fg bg-minor-soft px-3 py-2 text-ui">
      <WarningGlyph />
      <span className="min-w-0">
        <span className="sr-only">Warning: </span>
        {children}
      </span>
    </p>
  )
}

function WarningGlyph() {
  return (
    <svg aria-hidden="true" className="mt-0.5 shrink-0" height="16" viewBox="0 0 16 16" width="16">
      <path
        className="fill-minor stroke-minor-fg"
        d="M8 1.9 15 14H1z"
        strokeLinejoin="round"
        strokeWidth="1"
      />
      <path className="stroke-minor-on" d="M8 6.4v3.2M8 11.6v.2" strokeLinecap="round" strokeWidth="1.6" />
    </svg>
  )
}
