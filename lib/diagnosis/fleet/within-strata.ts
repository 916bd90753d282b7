import type { CodedRows } from './code-rows.ts'
import { fleetLimits } from './constants.ts'
import { columnOf } from './count-values.ts'
import type { Dimension, OutcomeFamily, Value } from './fleet-row.ts'

/** What may only look like a cause because one app's or one customer's people have it. */
const strataOf: Partial<Record<Dimension, 'app' | 'customer'>> = {
  browserMajor: 'app',
  os: 'app',
  sdkVersion: 'app',
  codec: 'app',
  network: 'customer',
  region: 'customer',
}

/**
 * Whether the value is worse inside the apps (or customers) too: the risk ratio of Mantel and Haenszel. Where no app
 * has people on both sides it cannot be told, and the value stays.
 */
export function holdsWithinStrata(
  { coded, family, isIn }: { coded: CodedRows; family: OutcomeFamily; isIn: Uint8Array },
  { dimension, value }: Value,
): boolean {
  const by = strataOf[dimension]
  if (by === undefined) return true
  const strata = countStrata(coded, family, isIn, { dimension, value }, by)
  let here = 0
  let elsewhere = 0
  let comparable = false
  for (const { bad, n, elsewhereBad, elsewhereN } of strata) {
    if (n === 0 || elsewhereN === 0) continue
    comparable = true
    here += (bad * elsewhereN) / (n + elsewhereN)
    elsewhere += (elsewhereBad * n) / (n + elsewhereN)
  }
  return !comparable || here >= fleetLimits.minWithinStrata * elsewhere
}

function countStrata(
  coded: CodedRows,
  family: OutcomeFamily,
  isIn: Uint8Array,
  { dimension, value }: Value,
  by: Dimension,
) {
  const { codes, values } = columnOf(coded, dimension)
  const wanted = values.indexOf(value)
  const strata = columnOf(coded, by)
  const counts = strata.values.map(() => ({ bad: 0, n: 0, elsewhereBad: 0, elsewhereN: 0 }))
  for (let i = 0; i < codes.length; i++) {
    const stratum = counts[strata.codes[i] ?? -1]
    const isBad = coded.bad[family][i] ?? -1
    if (stratum === undefined || isIn[i] !== 1 || isBad < 0) continue
    if (codes[i] === wanted) {
      stratum.n++
      stratum.bad += isBad
    } else {
      stratum.elsewhereN++
      stratum.elsewhereBad += isBad
    }
  }
  return counts
}
