import { useId } from 'react'

/** One part of the facts of an incident, with its name and its main act. */
export function Card({
  title,
  action,
  children,
}: {
  title: string
  action?: React.ReactNode
  children: React.ReactNode
}) {
  const titleId = useId()
  return (
    <section aria-labelledby={titleId} className="rounded-lg border border-border bg-surface p-3 text-ui">
      <div className="mb-2 flex min-h-8 items-center justify-between gap-3">
        <h2 className="text-sm font-semibold" id={titleId}>
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  )
}
