'use client'

import { clsx } from 'clsx'
import { memo, useMemo, useState } from 'react'
import type { TimeView } from '#components/charts/time-view.ts'
import { ErrorBoundary } from '#components/ui/error-boundary.tsx'
import { ChartCell } from './chart-cell.tsx'
import { type ChartSpec, chartSpecs } from './chart-specs.ts'
import { ChartTable } from './chart-table.tsx'
import type { FindingMarks } from './findings/finding-marks.ts'
import type { SeriesStore } from './series-store.ts'
import { sharedRange } from './shared-range.ts'

type Person = { participantId: string; name: string }
type Props = {
  people: readonly Person[]
  store: SeriesStore
  view: TimeView
  zone: string
  marks: FindingMarks
}

/** All metrics, participant beside participant on one scale. With few people several metrics stand side by side. */
export const ChartsPanel = memo(function ChartsPanel(props: Props) {
  const count = props.people.length
  return (
    <div className="@container">
      <div className={clsx('grid gap-x-6 gap-y-5', count === 1 && '@2xl:grid-cols-2')}>
        {chartSpecs.map((spec) => (
          <ErrorBoundary key={spec.id} what={spec.title}>
            <ChartRow spec={spec} {...props} />
          </ErrorBoundary>
        ))}
      </div>
    </div>
  )
})

function ChartRow({ spec, people, store, view, zone, marks }: Props & { spec: ChartSpec }) {
  const [asTable, setAsTable] = useState(false)
  const range = useMemo(
    () =>
      sharedRange(
        spec,
        people.map((person) => person.participantId),
        store,
        view,
      ),
    [spec, people, store, view],
  )
  return (
    <section aria-labelledby={`m-${spec.id}-title`} className="min-w-0 scroll-mt-32" id={`m-${spec.id}`}>
      <div className="mb-1 flex flex-wrap items-center gap-x-3 border-b border-border pb-1">
        <h3 className="text-ui font-semibold" id={`m-${spec.id}-title`} title={spec.meaning}>
          {spec.title} <span className="font-normal text-text-3">{spec.unit}</span>
        </h3>
        <button
          aria-expanded={asTable}
          className="ml-auto min-h-6 text-xs text-text-2 underline decoration-border-strong underline-offset-2 hover:text-text"
          onClick={() => setAsTable(!asTable)}
          type="button"
        >
          {asTable ? 'Hide table' : 'Show as table'}
        </button>
      </div>
      <div
        className={clsx(
          'grid gap-x-4 gap-y-3',
          people.length > 1 && '@md:grid-cols-2',
          columnsFor(people.length),
        )}
      >
        {people.map((person) => (
          <ChartCell
            height={spec.id === 'score' ? 148 : 112}
            key={person.participantId}
            marks={marks}
            name={person.name}
            participantId={person.participantId}
            range={range}
            spec={spec}
            store={store}
            view={view}
            zone={zone}
          />
        ))}
      </div>
      {asTable && <ChartTable people={people} spec={spec} store={store} view={view} zone={zone} />}
    </section>
  )
}

function columnsFor(people: number): string {
  if (people <= 2) return ''
  return people === 3 ? '@3xl:grid-cols-3' : '@3xl:grid-cols-3 @5xl:grid-cols-4'
}
