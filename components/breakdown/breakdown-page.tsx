'use client'

import { RangePicker } from '#components/search/range-picker.tsx'
import { SearchBar, SearchHelp } from '#components/search/search-bar.tsx'
import { useCallsAsked } from '#components/search/use-calls-asked.ts'
import { Button } from '#components/ui/button.tsx'
import { ByView } from './by-view.tsx'
import { JoinsView } from './joins-view.tsx'
import { KpisView } from './kpis-view.tsx'
import { type ReportView, useReportChoice } from './use-report.ts'

const views: { view: ReportView; word: string }[] = [
  { view: 'by', word: 'By what they share' },
  { view: 'joins', word: 'Joining' },
  { view: 'kpis', word: 'Key figures' },
]

/** How calls went over a stretch of time: by what people have in common, how they got in, and in figures. */
export function BreakdownPage() {
  const { asked, setQ, setRange } = useCallsAsked()
  const { choice, choose } = useReportChoice()
  return (
    <div className="flex flex-col gap-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="text-title font-semibold">Breakdown</h1>
        <fieldset aria-label="Which report" className="flex flex-wrap gap-1">
          {views.map(({ view, word }) => (
            <Button
              aria-pressed={choice.view === view}
              className={choice.view === view ? 'border-text!' : undefined}
              key={view}
              onClick={() => choose('view', view === 'by' ? null : view)}
            >
              {word}
            </Button>
          ))}
        </fieldset>
        <RangePicker onRange={setRange} range={asked.range} />
        <label className="flex min-h-6 cursor-pointer items-center gap-2 text-ui pointer-coarse:min-h-11">
          <input
            checked={choice.simulated}
            className="size-4 accent-(--accent)"
            onChange={(event) => choose('simulated', event.currentTarget.checked ? 'yes' : null)}
            type="checkbox"
          />
          Count simulated calls too
        </label>
      </header>
      <div className="flex flex-col gap-1">
        <SearchBar onSearch={setQ} q={asked.q} />
        <SearchHelp />
      </div>
      {choice.view === 'by' && <ByView asked={asked} choice={choice} choose={choose} />}
      {choice.view === 'joins' && <JoinsView asked={asked} choice={choice} choose={choose} />}
      {choice.view === 'kpis' && <KpisView asked={asked} choice={choice} choose={choose} />}
    </div>
  )
}
