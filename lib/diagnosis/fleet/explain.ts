import { type CodedRows, codeRows } from './code-rows.ts'
import { excessOf } from './compare-rates.ts'
import { fleetLimits } from './constants.ts'
import { rowsOf } from './count-values.ts'
import { dimensions, type FleetRow, keyOf, type OutcomeFamily, pairs, type Value } from './fleet-row.ts'
import { type Scene, type Tested, testValues } from './test-values.ts'

/** One value that the bad ones share, and what else covers the very same people. */
export type Attribution = Tested & {
  family: OutcomeFamily
  /** other values that cannot be told apart from it: their people are the same */
  inseparable: Value[]
  /** places of its rows among the coded ones */
  rows: number[]
}

export type Step = { chosen: Attribution; tested: Tested[]; left: { n: number; bad: number } }
export type Explanation = {
  family: OutcomeFamily
  n: number
  bad: number
  /** too few participants to tell: nothing is tested */
  tooFew: boolean
  /** everything that was compared before anything was taken out, strongest first */
  tested: Tested[]
  /** what was chosen, one after the other, each time without the rows of those before */
  steps: Step[]
  /** what is left when all chosen rows are taken out */
  rest: { n: number; bad: number }
  /** half of all are bad and nothing explains it: the whole platform */
  platform: boolean
}

/**
 * What explains one family of outcomes. `open` are findings that stand already: among candidates that are about as
 * strong, the one that was named before keeps its name.
 */
export function explain(
  given: readonly FleetRow[] | CodedRows,
  family: OutcomeFamily,
  open: ReadonlySet<string> = new Set(),
): Explanation {
  const coded = isCoded(given) ? given : codeRows(given)
  const isIn = Uint8Array.from(coded.bad[family], (bad) => (bad < 0 ? 0 : 1))
  const scene = { coded, family, isIn }
  const { n, bad } = left(scene)
  const tooFew = n < fleetLimits.minPeople
  const steps: Step[] = []
  let tested = tooFew ? [] : testValues(scene)
  const first = tested
  while (!tooFew && steps.length < fleetLimits.maxFindings) {
    const chosen = choose(scene, tested, open)
    if (chosen === null) break
    for (const i of chosen.rows) isIn[i] = 0
    steps.push({ chosen, tested, left: left(scene) })
    tested = testValues(scene)
  }
  const platform = !tooFew && steps.length === 0 && bad >= fleetLimits.platformShare * n
  return { family, n, bad, tooFew, tested: first, steps, rest: left(scene), platform }
}

const isCoded = (given: readonly FleetRow[] | CodedRows): given is CodedRows => 'columns' in given

function left({ coded, family, isIn }: Scene): { n: number; bad: number } {
  let n = 0
  let bad = 0
  for (let i = 0; i < isIn.length; i++) {
    if (isIn[i] !== 1) continue
    n++
    if (coded.bad[family][i] === 1) bad++
  }
  return { n, bad }
}

/** The strongest candidate; of those about as strong the one already named, else the narrowest. */
function choose(scene: Scene, tested: readonly Tested[], open: ReadonlySet<string>): Attribution | null {
  const candidates = tested.filter(({ failed }) => failed === null)
  const strongest = candidates[0]
  if (strongest === undefined) return null
  const near = candidates.filter(
    ({ comparison }) => comparison.g >= fleetLimits.nearStrongest * strongest.comparison.g,
  )
  const [best = strongest] = near.sort(
    (a, b) =>
      Number(open.has(keyOf(b))) - Number(open.has(keyOf(a))) ||
      a.comparison.n - b.comparison.n ||
      place(a) - place(b) ||
      b.comparison.g - a.comparison.g,
  )
  const chosen = best.dimension === 'region' ? serverOfRegion(scene, best, candidates) : best
  return named(scene, chosen, candidates)
}

/** A pair that one plain value covers as well is named by that value. */
function named(scene: Scene, chosen: Tested, candidates: readonly Tested[]): Attribution {
  const rows = rowsOf(scene.coded, chosen, scene.isIn)
  const same = sameRows(scene, chosen, rows, candidates)
  const plainer = isPair(chosen) ? same.find((one) => !isPair(one)) : undefined
  if (plainer !== undefined) return named(scene, plainer, candidates)
  const inseparable = same.filter((one) => (isPair(chosen) || !isPair(one)) && !isItsNetwork(chosen, one))
  return {
    ...chosen,
    family: scene.family,
    inseparable: inseparable.map(({ dimension, value }) => ({ dimension, value })),
    rows,
  }
}

/** A site is its network: that both cover the same people is no doubt. */
const isItsNetwork = (chosen: Value, other: Value) =>
  chosen.dimension === 'site' && other.dimension === 'network'

const isPair = ({ dimension }: Value) => dimension in pairs

const place = ({ dimension }: Value) => dimensions.indexOf(dimension)

/** A region is to blame only when no single server in it carries most of its excess. */
function serverOfRegion(scene: Scene, region: Tested, candidates: readonly Tested[]): Tested {
  const excess = excessOf(region.comparison)
  const inRegion = new Set(rowsOf(scene.coded, region, scene.isIn))
  const carrying = candidates.find(
    (one) =>
      (one.dimension === 'turn' || one.dimension === 'sfu') &&
      excessOf(one.comparison) >= 0.7 * excess &&
      isMostlyIn(rowsOf(scene.coded, one, scene.isIn), inRegion),
  )
  return carrying ?? region
}

const isMostlyIn = (rows: readonly number[], set: ReadonlySet<number>) =>
  rows.filter((row) => set.has(row)).length >= 0.7 * rows.length

/** Candidates whose people are the same: a set that these calls cannot take apart. */
function sameRows(
  scene: Scene,
  chosen: Tested,
  rows: readonly number[],
  candidates: readonly Tested[],
): Tested[] {
  const own = new Set(rows)
  return candidates.filter((one) => {
    if (one === chosen) return false
    const theirs = rowsOf(scene.coded, one, scene.isIn)
    const both = theirs.filter((row) => own.has(row)).length
    return both >= fleetLimits.inseparable * (own.size + theirs.length - both)
  })
}
