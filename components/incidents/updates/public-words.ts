import type { PublicStatus } from '#lib/incidents/contract.ts'
import type { Leak } from '#lib/incidents/words/contract.ts'

/** The four words that customers read. */
export const publicWords: Record<PublicStatus, string> = {
  investigating: 'Investigating',
  identified: 'Cause found',
  monitoring: 'Watching the fix',
  resolved: 'Resolved',
}

/** The words of one's own text that were found, with a little before and after, so that they are found again. */
export function leakPlace(text: string, { from, to }: Pick<Leak, 'from' | 'to'>): string {
  const before = text.slice(Math.max(0, from - 16), from)
  const after = text.slice(to, to + 16)
  const cut = (more: boolean) => (more ? '…' : '')
  return `${cut(from > 16)}${before}[${text.slice(from, to)}]${after}${cut(to + 16 < text.length)}`
}

/** What stops publishing, what may be overridden with a reason, or nothing. */
export function verdictOf(leaks: readonly Leak[]): 'blocked' | 'warned' | 'clean' {
  if (leaks.some(({ weight }) => weight === 'hard')) return 'blocked'
  return leaks.length > 0 ? 'warned' : 'clean'
}
