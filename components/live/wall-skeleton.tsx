import { clsx } from 'clsx'

const cards = [3, 2, 1, 2, 1, 2]

/** The wall's own geometry before the first numbers arrive, so that nothing jumps when they do. */
export function WallSkeleton() {
  return (
    <div aria-busy="true">
      <p className="sr-only">Waiting for the first numbers</p>
      <div className="grid grid-cols-2 overflow-hidden rounded-lg border border-border bg-surface lg:grid-cols-[auto_auto_minmax(300px,1fr)_auto_auto]">
        {['calls', 'people', 'good', 'joins', 'data'].map((cell) => (
          <div className={clsx('min-w-36 px-4 py-3', cell === 'good' && 'max-lg:col-span-2')} key={cell}>
            <Bar className="h-3 w-20" />
            <Bar className="mt-2.5 h-6 w-16" />
            <Bar className="mt-3 h-3 w-24" />
          </div>
        ))}
      </div>
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(300px,1fr)_minmax(0,2fr)]">
        <div className="rounded-lg border border-border bg-surface">
          <div className="h-10 border-b border-border px-3 pt-3">
            <Bar className="h-4 w-28" />
          </div>
          {[0, 1, 2, 3].map((row) => (
            <div className="flex h-18 items-center gap-2.5 px-3" key={row}>
              <Bar className="size-5" />
              <div className="flex-1">
                <Bar className="h-3.5 w-3/5" />
                <Bar className="mt-2 h-3 w-2/5" />
              </div>
            </div>
          ))}
        </div>
        <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,300px),1fr))] gap-3">
          {cards.map((rows, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed drawing
            <div className="rounded-lg border border-border bg-surface" key={i}>
              <div className="h-9 border-b border-border px-3 pt-2.5">
                <Bar className="h-4 w-24" />
              </div>
              {Array.from({ length: rows }, (_, row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a fixed drawing
                <div className="flex h-15 items-center justify-between px-3" key={row}>
                  <Bar className="h-3.5 w-28" />
                  <Bar className="h-6 w-24" />
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}

const Bar = ({ className }: { className: string }) => <div className={clsx('skeleton', className)} />
