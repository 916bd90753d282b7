import { benjaminiHochberg } from './benjamini-hochberg.ts'
import type { CodedRows } from './code-rows.ts'
import { type Comparison, compareRates } from './compare-rates.ts'
import { fleetLimits } from './constants.ts'
import { columnOf, countValues, rowsOf } from './count-values.ts'
import type { OutcomeFamily, Value } from './fleet-row.ts'
import { holdsWithinStrata } from './within-strata.ts'

/** What keeps a value from being a candidate, in the order of the gates. */
export const gates = [
  'chance',
  'few-people',
  'few-bad',
  'few-users',
  'few-calls',
  'weak-ratio',
  'uncertain-ratio',
  'small-difference',
  'explains-little',
  'confounded',
] as const
export type Gate = (typeof gates)[number]

export type Tested = Value & {
  comparison: Comparison
  /** distinct people and calls among the bad ones */
  users: number
  calls: number
  /** the first gate it did not pass; null = a candidate */
  failed: Gate | null
}

/** What is being explained: one family of outcomes over the rows that are still in. */
export type Scene = { coded: CodedRows; family: OutcomeFamily; isIn: Uint8Array }

/** Every value with enough rows, compared with the rest, strongest first. */
export function testValues(scene: Scene): Tested[] {
  const compared = compareAll(scene)
  const holds = benjaminiHochberg(
    compared.map(({ comparison }) => comparison.p),
    fleetLimits.falseDiscovery,
  )
  return compared
    .map((one, i) => gate(scene, one, holds[i] === true))
    .sort((a, b) => strength(b) - strength(a) || (keyed(a) < keyed(b) ? -1 : 1))
}

/** How much speaks against a value; what is better than the rest comes last. */
const strength = ({ comparison: { g, rate, elsewhereRate } }: Tested) => (rate > elsewhereRate ? g : -g)
const keyed = ({ dimension, value }: Value) => `${dimension} ${value}`

function compareAll({ coded, family, isIn }: Scene): (Value & { comparison: Comparison })[] {
  return coded.columns.flatMap((column) => {
    const tally = countValues(coded, column, coded.bad[family], isIn)
    return column.values.flatMap((value, code) => {
      const n = tally.n[code] ?? 0
      const bad = tally.bad[code] ?? 0
      if (n < fleetLimits.minN) return []
      const elsewhere = { elsewhereBad: tally.allBad - bad, elsewhereN: tally.all - n }
      const comparison = compareRates({ bad, n, ...elsewhere })
      return comparison === null ? [] : [{ dimension: column.dimension, value, comparison }]
    })
  })
}

/** One value compared with the rest, however few rows it has; null when there is nothing to compare. */
export function compareOne({ coded, family, isIn }: Scene, { dimension, value }: Value): Comparison | null {
  const column = columnOf(coded, dimension)
  const code = column.values.indexOf(value)
  if (code < 0) return null
  const tally = countValues(coded, column, coded.bad[family], isIn)
  const n = tally.n[code] ?? 0
  const bad = tally.bad[code] ?? 0
  return compareRates({ bad, n, elsewhereBad: tally.allBad - bad, elsewhereN: tally.all - n })
}

function gate(scene: Scene, one: Value & { comparison: Comparison }, holds: boolean): Tested {
  const rough = failedOnCounts(one.comparison, holds)
  // Who is behind the numbers is looked up only where somebody may read it.
  const { users, calls } =
    one.comparison.bad >= fleetLimits.minBad ? behind(scene, one) : { users: 0, calls: 0 }
  return { ...one, users, calls, failed: rough ?? failedOnPeople(scene, one, users, calls) }
}

function failedOnCounts(comparison: Comparison, holds: boolean): Gate | null {
  const { n, bad, riskRatio, low, rate, elsewhereRate, explained } = comparison
  if (n < fleetLimits.minN) return 'few-people'
  if (bad < fleetLimits.minBad) return 'few-bad'
  if (!holds) return 'chance'
  if (riskRatio < fleetLimits.minRiskRatio) return 'weak-ratio'
  if (low < fleetLimits.minLow) return 'uncertain-ratio'
  if (rate - elsewhereRate < fleetLimits.minDifference) return 'small-difference'
  return explained < fleetLimits.minExplained ? 'explains-little' : null
}

function failedOnPeople(scene: Scene, one: Value, users: number, calls: number): Gate | null {
  if (users < fleetLimits.minUsers) return 'few-users'
  if (calls < fleetLimits.minCalls) return 'few-calls'
  return holdsWithinStrata(scene, one) ? null : 'confounded'
}

function behind({ coded, family, isIn }: Scene, value: Value): { users: number; calls: number } {
  const users = new Set<string>()
  const calls = new Set<number>()
  for (const i of rowsOf(coded, value, isIn)) {
    if (coded.bad[family][i] !== 1) continue
    users.add(coded.rows[i]?.userKey ?? '')
    calls.add(coded.call[i] ?? -1)
  }
  return { users: users.size, calls: calls.size }
}
