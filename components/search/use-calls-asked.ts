'use client'

import { useCallback, useMemo } from 'react'
import { useAddress } from '#components/query/use-address.ts'
import { parseSearch, printSearch, type Search } from '#lib/sessions/search/search-language.ts'
import {
  rangeFromQuery,
  rangeToQuery,
  resolveRange,
  type TimeRange,
} from '#lib/sessions/search/time-range.ts'

/** Which calls a screen is about: all of it stands in the address, so that a link shows the same. */
export type CallsAsked = {
  /** the search as typed, and as read */
  q: string
  search: Search
  faults: readonly string[]
  range: TimeRange
  customerId: string | null
  /** the same for every address that means the same */
  key: string
}

export function useCallsAsked() {
  const [query, change] = useAddress()
  const asked = useMemo(() => callsAsked(query), [query])
  const setQ = useCallback(
    (q: string) => change((next) => (q.trim() === '' ? next.delete('q') : next.set('q', q.trim()))),
    [change],
  )
  const setSearch = useCallback((search: Search) => setQ(printSearch(search)), [setQ])
  const setRange = useCallback(
    (range: TimeRange) => change((next) => void rangeToQuery(range, next)),
    [change],
  )
  return { asked, setQ, setSearch, setRange }
}

export function callsAsked(query: { get(name: string): string | null }): CallsAsked {
  const q = query.get('q') ?? ''
  const { search, faults } = parseSearch(q)
  const range = rangeFromQuery(query)
  const customerId = query.get('customer')
  return {
    q,
    search,
    faults,
    range,
    customerId,
    key: JSON.stringify([printSearch(search), range, customerId]),
  }
}

/** The asked calls as a query of the API. What could not be read is left out: the screen says so. */
export function apiQuery({ search, range, customerId }: CallsAsked, now: number): URLSearchParams {
  const query = new URLSearchParams()
  const q = printSearch(search)
  if (q !== '') query.set('q', q)
  if (customerId) query.set('customer', customerId)
  if (!isLiveView(search)) {
    const { from, to } = resolveRange(range, now)
    query.set('from', String(from))
    query.set('to', String(to))
  }
  return query
}

/** Calls that live now are asked for whenever they started. */
export function isLiveView({ terms }: Search): boolean {
  return terms.some(
    ({ key, not, values }) =>
      key === 'state' && !not && values.every((value) => 'text' in value && value.text === 'live'),
  )
}

/** A link to the list of calls of this search and time. */
export function callsLink({ range, customerId }: CallsAsked, search: Search): string {
  const query = rangeToQuery(range, new URLSearchParams())
  const q = printSearch(search)
  if (q !== '') query.set('q', q)
  if (customerId) query.set('customer', customerId)
  const text = query.toString()
  return text === '' ? '/sessions' : `/sessions?${text}`
}
