import {
  type Dimension,
  type FleetRow,
  type OutcomeFamily,
  outcomeFamilies,
  pairs,
  plainDimensions,
} from './fleet-row.ts'

/** One dimension of all rows as numbers: `codes[row]` is the place of its value, -1 where it is not known. */
export type Column = { dimension: Dimension; codes: Int32Array; values: string[] }

/** All rows as numbers, those of a call together and its longest stays first: what every count walks over. */
export type CodedRows = {
  rows: readonly FleetRow[]
  call: Int32Array
  columns: readonly Column[]
  /** 1 bad, 0 not, -1 says nothing */
  bad: Readonly<Record<OutcomeFamily, Int8Array>>
}

const pairMark = '\u001e'

export function codeRows(given: readonly FleetRow[]): CodedRows {
  const rows = inCallOrder(given)
  const plain = plainDimensions.map((dimension) =>
    codeColumn(rows, dimension, (row) => row.values[dimension]),
  )
  const paired = (Object.keys(pairs) as (keyof typeof pairs)[]).map((pair) => {
    const [first, second] = pairs[pair]
    return codeColumn(rows, pair, ({ values }) => joinPair(values[first], values[second]))
  })
  const bad = Object.fromEntries(outcomeFamilies.map((family) => [family, badOf(rows, family)]))
  return {
    rows,
    call: codeColumn(rows, 'app', (row) => row.callKey).codes,
    columns: [...plain, ...paired],
    bad: bad as CodedRows['bad'],
  }
}

const joinPair = (a: string | null, b: string | null) =>
  a === null || b === null ? null : `${a}${pairMark}${b}`
export const splitPair = (value: string): string[] => value.split(pairMark)

/** The order decides nothing but which participants of a large call count: those who stayed longest. */
function inCallOrder(rows: readonly FleetRow[]): FleetRow[] {
  const calls = new Map<string, FleetRow[]>()
  for (const row of rows) {
    const call = calls.get(row.callKey)
    if (call === undefined) calls.set(row.callKey, [row])
    else call.push(row)
  }
  const byStay = (a: FleetRow, b: FleetRow) =>
    b.activeMs - a.activeMs || (a.participantKey < b.participantKey ? -1 : 1)
  return [...calls.values()].flatMap((call) => call.sort(byStay))
}

function codeColumn(
  rows: readonly FleetRow[],
  dimension: Dimension,
  read: (row: FleetRow) => string | null,
): Column {
  const places = new Map<string, number>()
  const codes = new Int32Array(rows.length)
  rows.forEach((row, i) => {
    const value = read(row)
    if (value === null) codes[i] = -1
    else {
      const place = places.get(value) ?? places.size
      places.set(value, place)
      codes[i] = place
    }
  })
  return { dimension, codes, values: [...places.keys()] }
}

function badOf(rows: readonly FleetRow[], family: OutcomeFamily): Int8Array {
  return Int8Array.from(rows, ({ bad }) => {
    const is = bad[family]
    return is === null ? -1 : is ? 1 : 0
  })
}
