/**
 * How a component can be. `no-data` is what nobody can know; `idle` is known: we listened, and nobody called. From the
 * least bad to the worst: the maximum of what lies over one moment wins, never a sum.
 */
export const spanStates = [
  'no-data',
  'idle',
  'operational',
  'degraded',
  'partial-outage',
  'major-outage',
] as const
export type SpanState = (typeof spanStates)[number]

/** States that say something. */
export type KnownState = Exclude<SpanState, 'no-data'>
/** States that say something bad. */
export const badStates = ['degraded', 'partial-outage', 'major-outage'] as const
export type BadState = (typeof badStates)[number]

export const isBad = (state: SpanState): state is BadState =>
  (badStates as readonly SpanState[]).includes(state)

export const rankOf = (state: SpanState): number => spanStates.indexOf(state)

/** The worse of two, by rank; what is not known is worse than nothing bad, never worse than something bad. */
export function worseOf(one: SpanState, other: SpanState): SpanState {
  return rankOf(one) >= rankOf(other) ? one : other
}

/** Share of a state's time that counts as down, 0 to 1. */
export type Weights = Readonly<Record<BadState, number>>

/** Those of OpenStatus: a major outage is wholly down, a partial one half, a degraded service is up. */
export const defaultWeights: Weights = { degraded: 0, 'partial-outage': 0.5, 'major-outage': 1 }

/** A worse state never weighs less, so that "the worst wins" and "the heaviest wins" are the same. */
export function areInOrder(weights: Weights): boolean {
  const inOrder = badStates.map((state) => weights[state])
  return inOrder.every((weight, i) => weight >= 0 && weight <= 1 && weight >= (inOrder[i - 1] ?? 0))
}
