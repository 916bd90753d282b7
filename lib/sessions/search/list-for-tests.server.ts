import type { TenantScope } from '#lib/access/member.ts'
import { searchSessions } from './search.server.ts'

/** For tests that want the newest calls, whatever they are about. */
export const listSessions = (
  scope: TenantScope,
  { state, ...page }: { state?: 'live' | 'ended'; before?: string; limit: number },
) => searchSessions(scope, { q: state ? `state:${state}` : '', customerId: null, from: null, to: null }, page)
