'use client'

import { RangePicker } from '#components/search/range-picker.tsx'
import { SearchBar, SearchHelp } from '#components/search/search-bar.tsx'
import { type CallsAsked, isLiveView, useCallsAsked } from '#components/search/use-calls-asked.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { formatCount } from '#components/ui/format-count.ts'
import { isEmptySearch, type Search, withOnly, withoutKey } from '#lib/sessions/search/search-language.ts'
import { FacetPanel } from './facet-panel.tsx'
import { ListEmpty } from './list-empty.tsx'
import { SessionTable } from './session-table.tsx'
import { useFacets, useSessions } from './use-sessions.ts'

/** Finding calls: what was asked stands in the address, what there is to ask stands on the left. */
export function SessionList({ action }: { action?: React.ReactNode }) {
  const { asked, setQ, setSearch, setRange } = useCallsAsked()
  const found = useSessions(asked)
  const facets = useFacets(asked)
  return (
    <div className="flex flex-col gap-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="text-title font-semibold">Sessions</h1>
        <Views asked={asked} onSearch={setSearch} />
        {!found.live && <RangePicker onRange={setRange} range={asked.range} />}
        <Count facets={facets.data} found={found} />
        {action}
      </header>
      <div className="flex flex-col gap-1">
        <div className="flex flex-wrap items-start gap-2">
          <SearchBar onSearch={setQ} q={asked.q} />
          {asked.q !== '' && (
            <Button look="bare" onClick={() => setQ('')}>
              Clear
            </Button>
          )}
        </div>
        <SearchHelp />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[220px_minmax(0,1fr)]">
        <aside aria-label="Filters">
          <details className="lg:hidden">
            <summary className="flex h-11 items-center rounded-md border border-border bg-surface px-3 text-ui font-medium">
              Filters{asked.search.terms.length > 0 && ` (${asked.search.terms.length})`}
            </summary>
            <div className="mt-2 rounded-lg border border-border bg-surface p-3">
              <Facets asked={asked} facets={facets} onSearch={setSearch} />
            </div>
          </details>
          <div className="max-lg:hidden">
            <Facets asked={asked} facets={facets} onSearch={setSearch} />
          </div>
        </aside>
        <Results asked={asked} found={found} onRange={setRange} setQ={setQ} />
      </div>
    </div>
  )
}

type Found = ReturnType<typeof useSessions>
type Setters = ReturnType<typeof useCallsAsked>

function Results({
  asked,
  found,
  setQ,
  onRange,
}: {
  asked: CallsAsked
  found: Found
  setQ: Setters['setQ']
  onRange: Setters['setRange']
}) {
  const { list, sessions, fresh, live, searchedTo } = found
  if (list.isPending) return <ListSkeleton />
  const failed = list.isError && (
    <div className="hatched rounded-lg border border-border-strong p-4 text-ui">
      <p className="mb-2">{list.error.message}</p>
      <Button onClick={() => void list.refetch()}>Try again</Button>
    </div>
  )
  if (list.isError && sessions.length === 0) return failed
  if (sessions.length === 0)
    return (
      <ListEmpty
        filtered={!isEmptySearch(withoutKey(asked.search, 'state')) || asked.customerId !== null}
        live={live}
        onClear={() => setQ('')}
        onFurther={() => void list.fetchNextPage()}
        onRange={onRange}
        range={asked.range}
        searchedTo={searchedTo}
      />
    )
  return (
    <section aria-busy={list.isPlaceholderData} aria-label="Calls" className="flex min-w-0 flex-col gap-3">
      {failed}
      {fresh > 0 && (
        <Button className="self-center rounded-full" look="primary" onClick={() => void list.refetch()}>
          {formatCount(fresh)} new
        </Button>
      )}
      <SessionTable sessions={sessions} />
      {list.hasNextPage && (
        <div className="flex flex-wrap items-center gap-3">
          <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchingNextPage
              ? 'Loading …'
              : searchedTo === null
                ? 'Show older'
                : 'Search further back'}
          </Button>
          {searchedTo !== null && (
            <p className="text-xs text-text-2">
              Searched back to <AbsoluteTime at={searchedTo} show="short" />
            </p>
          )}
        </div>
      )}
    </section>
  )
}

const views = [
  { word: 'All', state: null },
  { word: 'Live', state: 'live' },
  { word: 'Ended', state: 'ended' },
] as const

function Views({ asked: { search }, onSearch }: { asked: CallsAsked; onSearch: (search: Search) => void }) {
  const states = search.terms.filter(({ key, not }) => key === 'state' && !not)
  const values = states.flatMap(({ values: own }) =>
    own.flatMap((value) => ('text' in value ? [value.text] : [])),
  )
  return (
    <fieldset aria-label="Which calls" className="flex gap-1">
      {views.map(({ word, state }) => {
        const pressed = state === null ? values.length === 0 : values.length === 1 && values[0] === state
        return (
          <Button
            aria-pressed={pressed}
            className={pressed ? 'border-text!' : undefined}
            key={word}
            onClick={() =>
              onSearch(state === null ? withoutKey(search, 'state') : withOnly(search, 'state', state))
            }
          >
            {word}
          </Button>
        )
      })}
    </fieldset>
  )
}

function Count({ found, facets }: { found: Found; facets: ReturnType<typeof useFacets>['data'] }) {
  const { list, sessions } = found
  const of = facets && (facets.capped ? `${formatCount(facets.matched)}+` : formatCount(facets.matched))
  return (
    <p className="text-xs text-text-3" role="status">
      {list.isPending ? 'Loading …' : `${formatCount(sessions.length)} shown${of ? ` of ${of}` : ''}`}
    </p>
  )
}

function Facets({
  facets,
  asked,
  onSearch,
}: {
  facets: ReturnType<typeof useFacets>
  asked: CallsAsked
  onSearch: (search: Search) => void
}) {
  if (facets.isError && !facets.data)
    return (
      <div className="text-xs text-text-2">
        <p className="mb-2">The counts could not be read: {facets.error.message}</p>
        <Button onClick={() => void facets.refetch()}>Try again</Button>
      </div>
    )
  if (!facets.data)
    return (
      <div aria-hidden="true" className="flex flex-col gap-2">
        {[0, 1, 2, 3, 4, 5, 6].map((row) => (
          <div className="skeleton h-6" key={row} />
        ))}
      </div>
    )
  return (
    <FacetPanel
      facets={facets.data}
      live={isLiveView(asked.search)}
      onSearch={onSearch}
      search={asked.search}
    />
  )
}

function ListSkeleton() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-2">
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div className="skeleton h-12" key={row} />
      ))}
    </div>
  )
}
