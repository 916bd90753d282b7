import type { SessionView } from '#lib/sessions/contract.ts'

/** The calls that are shown, with what was heard of them since; none comes or goes. */
export function withNews(
  shown: readonly SessionView[],
  heard: readonly SessionView[],
): readonly SessionView[] {
  if (heard.length === 0) return shown
  const known = new Map(heard.map((session) => [session.sessionId, session]))
  return shown.map((session) => known.get(session.sessionId) ?? session)
}

/** How many calls stand before the first one shown. */
export function newcomers(shown: readonly SessionView[], heard: readonly SessionView[]): number {
  const ids = new Set(shown.map(({ sessionId }) => sessionId))
  const newest = shown[0]?.startedAt ?? Number.NEGATIVE_INFINITY
  return heard.filter(({ sessionId, startedAt }) => !ids.has(sessionId) && startedAt >= newest).length
}
