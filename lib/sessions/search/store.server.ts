import type { TenantScope } from '#lib/access/member.ts'
import { queryInScope } from '#lib/db/transaction.server.ts'
import type { SessionView } from '../contract.ts'
import { sessionColumns, sessionSource } from '../history/store.server.ts'
import {
  type Condition,
  callConditions,
  isPersonRow,
  type Params,
  personExists,
  personFacts,
  startParams,
} from './conditions/store.server.ts'
import type { FacetKey } from './contract.ts'
import { type Search, withoutKey } from './search-language.ts'

/** Searching calls: newest first, and never more of them looked at in one question than `searchedAtOnce`. */
export const searchedAtOnce = 10_000

export type SearchAsked = {
  search: Search
  customerId: string | null
  /** when the call started; null = whenever */
  from: number | null
  to: number | null
}
export type Cursor = { startedAt: number; sessionId: string }
export type SearchFound = { sessions: SessionView[]; searched: number; last: Cursor | null }

const and = (conditions: readonly string[]) => (conditions.length === 0 ? 'true' : conditions.join(' AND '))

/** Who is asked for and when: what every question about calls begins with. */
export function callsOf(scope: TenantScope, asked: SearchAsked, params: Params): string[] {
  const customers = asked.customerId === null ? scope.customerIds : [asked.customerId]
  const conditions = [`s.customer_id = ANY(${params.add(customers)}::uuid[])`]
  if (asked.from !== null) conditions.push(`s.started_at >= ${params.add(new Date(asked.from))}::timestamptz`)
  if (asked.to !== null) conditions.push(`s.started_at < ${params.add(new Date(asked.to))}::timestamptz`)
  return conditions
}

/** One page. What an index cannot find is looked for among the newest only; `last` says how far that reached. */
export async function searchCalls(
  scope: TenantScope,
  asked: SearchAsked,
  before: Cursor | null,
  limit: number,
): Promise<SearchFound> {
  const params = startParams()
  const ofCall = callConditions(asked.search, params)
  const slow = [...sqlOf(ofCall, false), ...personExists(asked.search, params)]
  const from = [...callsOf(scope, asked, params), ...sqlOf(ofCall, true)]
  if (before) {
    const [at, id] = [params.add(new Date(before.startedAt)), params.add(before.sessionId)]
    // the lone comparison lets the index be entered at the right place
    from.push(
      `s.started_at <= ${at}::timestamptz AND (s.started_at, s.id) < (${at}::timestamptz, ${id}::uuid)`,
    )
  }
  const lookAt = slow.length === 0 ? limit : searchedAtOnce
  const rows = await queryInScope<Partial<SessionView> & Reach>(
    scope,
    `WITH newest AS MATERIALIZED (
       SELECT s.* FROM session s WHERE ${and(from)} ORDER BY s.started_at DESC, s.id DESC LIMIT ${lookAt}),
     reach AS (SELECT count(*)::int AS searched, (extract(epoch FROM min(started_at)) * 1000)::float8 AS "lastAt",
         (SELECT id FROM newest ORDER BY started_at, id LIMIT 1) AS "lastId" FROM newest),
     found AS (SELECT ${sessionColumns} FROM newest s ${sessionSource} WHERE ${and(slow)}
       ORDER BY s.started_at DESC, s.id DESC LIMIT ${params.add(limit)})
     SELECT * FROM reach LEFT JOIN found ON true ORDER BY "startedAt" DESC, "sessionId" DESC`,
    params.values,
  )
  return found(rows)
}

type Reach = { searched: number; lastAt: number | null; lastId: string | null }

function found(rows: (Partial<SessionView> & Reach)[]): SearchFound {
  const [first] = rows
  const sessions = rows.flatMap(({ searched: _n, lastAt: _at, lastId: _id, ...session }) =>
    isSession(session) ? [session] : [],
  )
  const last =
    first && first.lastAt !== null && first.lastId !== null
      ? { startedAt: first.lastAt, sessionId: first.lastId }
      : null
  return { sessions, searched: first?.searched ?? 0, last }
}

/** The join that keeps `reach` fills a session with nulls where nothing was found. */
const isSession = (row: Partial<SessionView>): row is SessionView => typeof row.sessionId === 'string'

const sqlOf = (conditions: readonly Condition[], quick: boolean) =>
  conditions.filter((one) => one.quick === quick).map(({ sql }) => sql)

/** How each facet reads a call `s` of the set `m`; people's facts join the people of it. */
const callFacets: Partial<Record<FacetKey, string>> = {
  state: 's.state::text',
  band: 's.band::text',
  cause: 's.cause',
  owner: 's.cause',
  source: 's.source',
  pinned: `CASE WHEN s.pinned_at IS NULL THEN 'no' ELSE 'yes' END`,
}
/** Names are looked up once a group, not once a call. */
const namedFacets = {
  customer: 'customer x ON x.id = s.customer_id',
  app: 'app x ON x.customer_id = s.customer_id AND x.id = s.app_id',
} as const
const personFacets = ['region', 'browser', 'version', 'relay'] as const

export type FacetRow = { key: FacetKey; value: string | null; calls: number }
export type FacetCounts = { matched: number; searched: number; rows: FacetRow[] }

/** Counts of every facet's values among the newest calls of the time. */
export async function countFacets(scope: TenantScope, asked: SearchAsked): Promise<FacetCounts> {
  const params = startParams()
  const from = and(callsOf(scope, asked, params))
  const sets = new Map<string, string>()
  const setOf = (search: Search) => {
    const ofCall = callConditions(search, params).map(({ sql }) => sql)
    return and([...ofCall, ...personExists(search, params)])
  }
  sets.set('matched', setOf(asked.search))
  const name = (key: FacetKey) => {
    if (!asked.search.terms.some((term) => term.key === key)) return 'matched'
    sets.set(`but_${key}`, setOf(withoutKey(asked.search, key)))
    return `but_${key}`
  }
  const selects = [
    ...Object.entries(callFacets).map(([key, sql]) => callFacet(key as FacetKey, sql, name(key as FacetKey))),
    ...(['customer', 'app'] as const).map((key) => namedFacet(key, name(key))),
    sideFacet(name('side')),
    ...personFacets.map((key) => personFacet(key, name(key))),
  ]
  const rows = await queryInScope<FacetRow | { key: 'searched' | 'matched'; value: null; calls: number }>(
    scope,
    `WITH reached AS MATERIALIZED (
       SELECT s.* FROM session s WHERE ${from} ORDER BY s.started_at DESC, s.id DESC LIMIT ${searchedAtOnce + 1}),
     newest AS MATERIALIZED (SELECT * FROM reached ORDER BY started_at DESC, id DESC LIMIT ${searchedAtOnce}),
     ${[...sets].map(([set, where]) => `${set} AS MATERIALIZED (SELECT s.* FROM newest s WHERE ${where})`).join(',\n')},
     people AS MATERIALIZED (${peopleOf('matched')})
     SELECT 'searched' AS key, NULL AS value, count(*)::int AS calls FROM reached
     UNION ALL SELECT 'matched', NULL, count(*)::int FROM matched
     UNION ALL ${selects.join('\nUNION ALL ')}`,
    params.values,
  )
  const total = (key: string) => rows.find((row) => row.key === key)?.calls ?? 0
  return {
    matched: total('matched'),
    searched: total('searched'),
    rows: rows.filter((row): row is FacetRow => row.key !== 'searched' && row.key !== 'matched'),
  }
}

const callFacet = (key: FacetKey, sql: string, set: string) =>
  `(SELECT '${key}', ${sql} AS value, count(*)::int FROM ${set} s GROUP BY 2)`

const namedFacet = (key: keyof typeof namedFacets, set: string) =>
  `(SELECT '${key}', x.name, sum(s.calls)::int FROM (
     SELECT customer_id, app_id, count(*) AS calls FROM ${set} GROUP BY 1, 2) s
     JOIN ${namedFacets[key]} GROUP BY 2)`

const sideFacet = (set: string) => `(SELECT 'side', f.side, count(DISTINCT s.id)::int FROM ${set} s
  LEFT JOIN finding f ON f.customer_id = s.customer_id AND f.session_id = s.id AND f.rank = 1 GROUP BY 2)`

/** What is known of everybody in the calls of a set. */
const peopleOf = (set: string) => `SELECT s.id AS session_id,
  ${personFacets.map((key) => `${personFacts[key]} AS "${key}"`).join(', ')}
  FROM ${set} s JOIN participant p ON p.customer_id = s.customer_id AND p.session_id = s.id AND ${isPersonRow}`

const personFacet = (key: (typeof personFacets)[number], set: string) =>
  `(SELECT '${key}', q."${key}", count(DISTINCT q.session_id)::int
     FROM ${set === 'matched' ? 'people' : `(${peopleOf(set)})`} q GROUP BY 2)`
