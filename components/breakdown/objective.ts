import type { KpiFigure } from '#lib/sessions/breakdown/contract.ts'
import type { KpiDefinition } from '#lib/sessions/breakdown/kpi-definitions.ts'
import { fewBelow } from '#lib/sessions/breakdown/outcomes.ts'

export type Standing = 'met' | 'missed' | 'open' | 'none'

/** Whether the objective is met or missed beyond chance; between the two it stays open. */
export function objectiveStanding(
  { value, low, high, n }: KpiFigure,
  { objective, higherIsBetter }: Pick<KpiDefinition, 'objective' | 'higherIsBetter'>,
): Standing {
  if (objective === null || value === null) return 'none'
  if (n < fewBelow) return 'open'
  const [worst, best] = higherIsBetter ? [low ?? value, high ?? value] : [high ?? value, low ?? value]
  const reaches = (figure: number) => (higherIsBetter ? figure >= objective : figure <= objective)
  if (reaches(worst)) return 'met'
  return reaches(best) ? 'open' : 'missed'
}
