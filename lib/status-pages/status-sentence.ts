import type { ComponentState } from './contract.ts'

/** Worst first. Not knowing outweighs "all well", since a green page over silence would be a lie. */
const worstFirst: readonly ComponentState[] = [
  'critical',
  'impaired',
  'degraded',
  'no-data',
  'operational',
  'idle',
]

/** The one that a page is more in need of telling. */
export const worseState = (one: ComponentState, other: ComponentState): ComponentState =>
  worstFirst.indexOf(one) <= worstFirst.indexOf(other) ? one : other

export type AppInShort = { name: string; state: ComponentState; everHeard: boolean }

/** The state of the whole service. An app that was never connected does not darken those that are. */
export function overallState(apps: readonly AppInShort[]): ComponentState {
  const heard = apps.filter((app) => app.everHeard)
  return worstFirst.find((state) => heard.some((app) => app.state === state)) ?? 'no-data'
}

/** The page's first sentence, in words a customer uses. */
export function statusSentence(apps: readonly AppInShort[]): string {
  if (apps.length === 0) return 'No app is connected yet.'
  if (apps.every((app) => !app.everHeard)) return 'We have not received any call yet.'
  const state = overallState(apps)
  const names = listOf(apps.filter((app) => app.everHeard && app.state === state).map(({ name }) => name))
  const sentences: Record<ComponentState, string> = {
    operational: 'Calls are working normally.',
    idle: 'Nobody is in a call right now.',
    degraded: `Some calls in ${names} have reduced quality.`,
    impaired: `Many calls in ${names} have poor quality.`,
    critical: `Calls in ${names} are severely affected.`,
    'no-data': `We receive no data from ${names}, so we cannot say how calls are going there.`,
  }
  return sentences[state]
}

/** `A, B and C`, `A, B, C and 2 more`. */
export function listOf(names: readonly string[]): string {
  const shown = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
