'use client'

import { clsx } from 'clsx'
import { formatCount } from '#components/ui/format-count.ts'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { Facet, SessionFacets } from '#lib/sessions/search/contract.ts'
import { asksFor, type Search, toggleValue } from '#lib/sessions/search/search-language.ts'
import { searchWords } from '#lib/sessions/search/search-words.ts'
import { facetGlyph, facetWord, isAskable } from './facet-words.ts'

/** Values of the calls found, with counts; pressing one narrows the list, pressing it again takes it back. */
export function FacetPanel({
  facets,
  search,
  live,
  onSearch,
}: {
  facets: SessionFacets
  search: Search
  /** calls of all times are counted */
  live: boolean
  onSearch: (search: Search) => void
}) {
  const when = live ? '' : ' of this time'
  return (
    <div className="flex flex-col gap-4">
      <p className="text-xs text-text-3">
        {facets.capped
          ? `Counted among the newest ${formatCount(facets.searched)} calls${when}.`
          : `Counted among all ${formatCount(facets.searched)} calls${when}.`}
      </p>
      {facets.facets
        .filter(({ key, values }) => isWorthShowing(values, search, key))
        .map((facet) => (
          <FacetGroup facet={facet} key={facet.key} onSearch={onSearch} search={search} />
        ))}
    </div>
  )
}

/** One value alone narrows nothing, unless it is the one that was asked for. */
const isWorthShowing = (values: Facet['values'], search: Search, key: Facet['key']) =>
  values.length > 1 || (values.length === 1 && search.terms.some((term) => term.key === key))

function FacetGroup({
  facet: { key, values, more },
  search,
  onSearch,
}: {
  facet: Facet
  search: Search
  onSearch: (search: Search) => void
}) {
  const most = Math.max(1, ...values.map(({ calls }) => calls))
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-xs font-semibold text-text-2">{searchWords[key].label}</legend>
      <ul className="flex flex-col gap-px">
        {values.map(({ value, calls }) => (
          <li key={value ?? ''}>
            <FacetValue
              calls={calls}
              disabled={!isAskable(key, value)}
              glyph={facetGlyph(key, value)}
              onPress={() => onSearch(toggleValue(search, key, value))}
              pressed={asksFor(search, key, value)}
              share={calls / most}
              word={facetWord(key, value)}
            />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className="px-1.5 text-xs text-text-3">and {formatCount(more)} more with fewer calls</p>
      )}
    </fieldset>
  )
}

function FacetValue({
  word,
  calls,
  share,
  glyph,
  pressed,
  disabled,
  onPress,
}: {
  word: string
  calls: number
  share: number
  glyph: ReturnType<typeof facetGlyph>
  pressed: boolean
  disabled: boolean
  onPress: () => void
}) {
  return (
    <button
      aria-pressed={pressed}
      className={clsx(
        'relative isolate flex min-h-6 w-full items-center gap-1.5 rounded-sm px-1.5 text-left text-ui pointer-coarse:min-h-11',
        pressed ? 'bg-accent font-medium text-accent-on' : 'hover:bg-raised',
        disabled && 'hover:bg-transparent',
      )}
      disabled={disabled}
      onClick={onPress}
      type="button"
    >
      {!pressed && (
        <svg
          aria-hidden="true"
          className="absolute inset-0 -z-10 size-full rounded-sm"
          preserveAspectRatio="none"
        >
          <rect className="fill-border opacity-60" height="100%" width={`${share * 100}%`} />
        </svg>
      )}
      {glyph && <StatusGlyph size={12} token={glyph} />}
      <bdi className="min-w-0 flex-1 truncate" title={word}>
        {word}
      </bdi>
      <span className={clsx('shrink-0 text-xs', !pressed && 'text-text-2')}>{formatCount(calls)}</span>
    </button>
  )
}
