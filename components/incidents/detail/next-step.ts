import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { statusCategory } from '#lib/incidents/contract.ts'

type Moves = IncidentDetail['moves']

/** The step that most incidents take from here: the first one that goes on, and does not say that it was none. */
export const nextStep = (moves: Moves): Moves[number] | null =>
  moves.find(({ to, back }) => !back && statusCategory[to] !== 'dismissed') ?? null
