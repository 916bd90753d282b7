'use client'

import { Button } from '#components/ui/button.tsx'

/** Name of a page of settings, what it is for in a sentence, and its main act. */
export function SettingsHeading({
  title,
  about,
  action,
}: {
  title: string
  about: string
  action?: React.ReactNode
}) {
  return (
    <div className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div className="min-w-0">
        <h1 className="text-title font-semibold">{title}</h1>
        <p className="max-w-prose text-ui text-text-2">{about}</p>
      </div>
      {action}
    </div>
  )
}

/** Rows in their final height while they are fetched. */
export function RowsSkeleton({ rows = 3 }: { rows?: number }) {
  return (
    <div aria-hidden="true" className="flex flex-col gap-2">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <div className="skeleton h-24 rounded-lg" key={row} />
      ))}
    </div>
  )
}

export function LoadFailed({ problem, onAgain }: { problem: Error; onAgain: () => void }) {
  return (
    <div className="hatched rounded-lg border border-border-strong p-4 text-ui" role="alert">
      <p className="mb-2">{problem.message}</p>
      <Button onClick={onAgain}>Try again</Button>
    </div>
  )
}

/** Nothing there yet: what this place is good for, and the first step. */
export function EmptyPlace({ children }: { children: React.ReactNode }) {
  return (
    <div className="rounded-lg border border-dashed border-border-strong p-6 text-center text-ui text-text-2">
      {children}
    </div>
  )
}

/** Why nothing can be changed here. */
export function ReadOnlyNotice({ who }: { who: string }) {
  return (
    <p className="mb-4 rounded-md border border-border bg-raised px-3 py-2 text-ui text-text-2" role="note">
      You can read this; {who} can change it.
    </p>
  )
}

/** What the server said no to. */
export function NotStored({ problem }: { problem: Error | null }) {
  if (problem === null) return null
  return (
    <p className="text-ui font-medium text-major-fg" role="alert">
      <span aria-hidden="true">▲</span> Not stored: {problem.message}
    </p>
  )
}
