import type { Matcher } from './labels.ts'

const verbs = { is: 'is', 'is-not': 'is not', glob: 'is like' } as const

/** What a value is called where people read it; the value itself where nobody knows better. */
export type NameOf = (matcher: Matcher) => string

/** "app is shop and severity is not minor", or "every alert". */
export function describeMatchers(
  matchers: readonly Matcher[],
  nameOf: NameOf = ({ value }) => value,
): string {
  if (matchers.length === 0) return 'every alert'
  return matchers.map((one) => `${one.name} ${verbs[one.op]} ${nameOf(one) || 'empty'}`).join(' and ')
}

/** The same text for the same matchers, whatever their order. */
export function stableMatchers(matchers: readonly Matcher[]): string {
  const texts = matchers.map(({ name, op, value }) => JSON.stringify([name, op, value]))
  return [...new Set(texts)].sort().join(' ')
}
