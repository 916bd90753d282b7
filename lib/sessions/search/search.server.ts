import type { TenantScope } from '#lib/access/member.ts'
import { Refused } from '#lib/errors.ts'
import type { SessionFacets, SessionPage } from './contract.ts'
import { facetsOf } from './facets.ts'
import { parseSearch, type Search } from './search-language.ts'
import { type Cursor, countFacets, searchCalls, searchedAtOnce } from './store.server.ts'

export type Asked = { q: string; customerId: string | null; from: number | null; to: number | null }

/** A page of calls that the search finds; customers outside the scope do not exist. */
export async function searchSessions(
  scope: TenantScope,
  { q, ...asked }: Asked,
  page: { before?: string | undefined; limit: number },
): Promise<SessionPage> {
  const before = page.before === undefined ? null : parseCursor(page.before)
  const found = await searchCalls(scope, { ...asked, search: searchOf(q) }, before, page.limit + 1)
  const sessions = found.sessions.slice(0, page.limit)
  const last = sessions.at(-1)
  if (found.sessions.length > page.limit && last)
    return { sessions, next: printCursor(last), searchedTo: null }
  // Fewer than asked for, though not everything was looked at: the search goes on where it stopped.
  const stopped = found.searched >= searchedAtOnce ? found.last : null
  return { sessions, next: stopped && printCursor(stopped), searchedTo: stopped?.startedAt ?? null }
}

/** How many calls have which value, among the newest of the time. */
export async function countSessionFacets(scope: TenantScope, { q, ...asked }: Asked): Promise<SessionFacets> {
  const search = searchOf(q)
  const { matched, searched, rows } = await countFacets(scope, { ...asked, search })
  const capped = searched > searchedAtOnce
  return { matched, searched: Math.min(searched, searchedAtOnce), capped, facets: facetsOf(rows) }
}

/** A search that cannot be read is refused with its first fault; the screen reads it the same way and never sends one. */
export function searchOf(q: string): Search {
  const { search, faults } = parseSearch(q)
  if (faults[0] !== undefined) throw new Refused('bad-request', faults[0])
  return search
}

const printCursor = ({ startedAt, sessionId }: Cursor) => `${startedAt}.${sessionId}`

function parseCursor(text: string): Cursor | null {
  const match = /^(\d{10,16}(?:\.\d+)?)\.([0-9a-f-]{36})$/.exec(text)
  return match ? { startedAt: Number(match[1]), sessionId: match[2] ?? '' } : null
}
