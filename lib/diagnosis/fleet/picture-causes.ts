import type { CodedRows } from './code-rows.ts'
import type { Comparison } from './compare-rates.ts'
import type { FoundCause } from './contract.ts'
import { columnOf, rowsOf } from './count-values.ts'
import type { Explanation } from './explain.ts'
import { badRows, type Cause, explainAll } from './explain-all.ts'
import type { FleetRow, OutcomeFamily, Value } from './fleet-row.ts'
import { compareOne } from './test-values.ts'

/** One look at the window: how many people, what they share, and a way to ask again about a value (null = too few to say). */
export type Evaluated = {
  n: number
  tooFew: boolean
  found: FoundCause[]
  compare: (value: Value, family: OutcomeFamily) => Comparison | null
}

const rivalsShown = 8

export function evaluateRows(rows: readonly FleetRow[], open: ReadonlySet<string>): Evaluated {
  const { explanations, causes, coded } = explainAll(rows, open)
  const any = explanations[0]
  const found = causes.map((cause) => pictureCause(coded, cause, explanations))
  const everywhere = explanations.find(({ platform }) => platform)
  if (everywhere && found.length === 0) found.push(picturePlatform(coded, everywhere))
  return {
    n: any?.n ?? 0,
    tooFew: explanations.every(({ tooFew }) => tooFew),
    found,
    compare: (value, family) =>
      explanations.some((one) => one.family === family && one.tooFew)
        ? null
        : compareOne({ coded, family, isIn: everybody(coded, family) }, value),
  }
}

const everybody = ({ bad }: CodedRows, family: OutcomeFamily) =>
  Uint8Array.from(bad[family], (is) => (is < 0 ? 0 : 1))

export function pictureCause(
  coded: CodedRows,
  attribution: Cause,
  explanations: readonly Explanation[],
): FoundCause {
  const { rows, failed: _failed, users: _users, calls: _calls, ...cause } = attribution
  const bad = badRows(coded, attribution)
  const explanation = explanations.find(({ family }) => family === cause.family)
  const step = explanation?.steps.find(({ chosen }) => isSame(chosen, cause))
  return {
    ...cause,
    ...whomItTouches(coded, bad),
    badTimeShare: badTimeShare(coded, cause.family, rows),
    rest: explanation?.rest ?? { n: 0, bad: 0 },
    together: explanation?.steps.length ?? 1,
    beside: besides(coded, cause),
    rivals: (step?.tested ?? []).filter((one) => !isSame(one, cause)).slice(0, rivalsShown),
  }
}

const isSame = (a: Value, b: Value) => a.dimension === b.dimension && a.value === b.value

function picturePlatform(coded: CodedRows, { family, n, bad, rest, tested }: Explanation): FoundCause {
  const everyone = coded.rows.flatMap((_, i) => (coded.bad[family][i] === 1 ? [i] : []))
  return {
    dimension: 'platform',
    value: '',
    inseparable: [],
    family,
    families: [family],
    comparison: null,
    ...whomItTouches(coded, everyone),
    badTimeShare: null,
    rest: { ...rest, n, bad },
    together: 1,
    beside: [],
    rivals: tested.slice(0, rivalsShown),
  }
}

function whomItTouches(coded: CodedRows, bad: readonly number[]) {
  const customers = new Map<string, number>()
  const calls = new Set<string>()
  const since: number[] = []
  for (const i of bad) {
    const row = coded.rows[i]
    if (!row) continue
    customers.set(row.customerId, (customers.get(row.customerId) ?? 0) + 1)
    calls.add(row.callKey)
    if (row.badSince !== null) since.push(row.badSince)
  }
  since.sort((a, b) => a - b)
  return {
    people: bad.length,
    calls: calls.size,
    customers: [...customers].map(([customerId, people]) => ({ customerId, people })),
    // The lower quartile: one who was bad all along does not move the start.
    badSince: since[Math.floor(since.length / 4)] ?? null,
  }
}

function badTimeShare(coded: CodedRows, family: OutcomeFamily, rows: readonly number[]): number | null {
  const timeOf = (i: number) => coded.rows[i]?.badMs[family] ?? 0
  const all = coded.rows.reduce((sum, { badMs }) => sum + badMs[family], 0)
  return all > 0 ? rows.reduce((sum, i) => sum + timeOf(i), 0) / all : null
}

/** People behind a TURN server often sit on worse networks: so other servers, and the region without relay, stand beside. */
function besides(coded: CodedRows, { dimension, value, family }: Value & { family: OutcomeFamily }) {
  if (dimension !== 'turn') return []
  const isIn = everybody(coded, family)
  const turn = columnOf(coded, 'turn')
  const here = turn.values.indexOf(value)
  const region = commonest(coded, rowsOf(coded, { dimension, value }, isIn))
  const count = (what: string, wanted: (i: number) => boolean) => {
    const rows = coded.rows.flatMap((_, i) => (isIn[i] === 1 && wanted(i) ? [i] : []))
    return { what, n: rows.length, bad: rows.filter((i) => coded.bad[family][i] === 1).length }
  }
  return [
    count('on other TURN servers', (i) => (turn.codes[i] ?? -1) >= 0 && turn.codes[i] !== here),
    ...(region === null
      ? []
      : [
          count(
            `not relayed in ${region}`,
            (i) => turn.codes[i] === -1 && coded.rows[i]?.values.region === region,
          ),
        ]),
  ].filter(({ n }) => n > 0)
}

/** The region that most of these people are in. */
function commonest(coded: CodedRows, rows: readonly number[]): string | null {
  const counts = new Map<string, number>()
  for (const i of rows) {
    const region = coded.rows[i]?.values.region
    if (region) counts.set(region, (counts.get(region) ?? 0) + 1)
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  return most && most[1] >= 0.5 * rows.length ? most[0] : null
}
