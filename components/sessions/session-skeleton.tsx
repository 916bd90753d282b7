/** The page's shape before its data, so that nothing jumps when it comes. */
export function SessionSkeleton() {
  return (
    <div aria-busy="true" aria-label="Loading the call" className="flex flex-col gap-5" role="status">
      <div className="flex flex-wrap justify-between gap-4">
        <div className="flex flex-1 flex-col gap-2">
          <div className="skeleton h-7 w-72 max-w-full" />
          <div className="skeleton h-4 w-48 max-w-full" />
          <div className="skeleton h-4 w-96 max-w-full" />
        </div>
        <div className="skeleton h-14 w-40" />
      </div>
      <div className="rounded-lg border border-border bg-surface p-3">
        <div className="skeleton mb-3 h-8 w-64 max-w-full" />
        {[0, 1, 2].map((lane) => (
          <div className="grid gap-3 border-t border-border py-2 md:grid-cols-[188px_1fr]" key={lane}>
            <div className="skeleton h-5 w-28" />
            <div className="skeleton h-16" />
          </div>
        ))}
      </div>
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_360px]">
        <div className="grid gap-4 sm:grid-cols-2">
          {[0, 1, 2, 3].map((chart) => (
            <div className="skeleton h-36" key={chart} />
          ))}
        </div>
        <div className="skeleton h-72" />
      </div>
    </div>
  )
}
