import { type CodedRows, codeRows } from './code-rows.ts'
import { type Attribution, type Explanation, explain } from './explain.ts'
import { type FleetRow, type OutcomeFamily, outcomeFamilies } from './fleet-row.ts'

/** A cause with all families it shows in; the comparison is that of the family it shows in best. */
export type Cause = Attribution & { families: OutcomeFamily[] }

/** The causes in all families together: what covers the same bad people is one cause, `any` speaks first. */
export function explainAll(
  rows: readonly FleetRow[],
  open: ReadonlySet<string> = new Set(),
): { explanations: Explanation[]; causes: Cause[]; coded: CodedRows } {
  const coded = codeRows(rows)
  const explanations = outcomeFamilies.map((family) => explain(coded, family, open))
  const causes: Cause[] = []
  for (const { steps } of explanations)
    for (const { chosen } of steps) {
      const known = causes.find((cause) => isSameCause(coded, cause, chosen))
      if (known === undefined) causes.push({ ...chosen, families: [chosen.family] })
      else known.families.push(chosen.family)
    }
  return { explanations, causes, coded }
}

const explainedShare = 0.7

/** The same value, or one whose bad people are mostly those of a cause that is named already. */
function isSameCause(coded: CodedRows, known: Attribution, other: Attribution): boolean {
  if (known.dimension === other.dimension && known.value === other.value) return true
  const own = new Set(badRows(coded, known))
  const theirs = badRows(coded, other)
  return theirs.filter((row) => own.has(row)).length >= explainedShare * theirs.length
}

export const badRows = (coded: CodedRows, { family, rows }: Attribution): number[] =>
  rows.filter((row) => coded.bad[family][row] === 1)
