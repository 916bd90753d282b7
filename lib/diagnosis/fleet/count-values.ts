import type { CodedRows, Column } from './code-rows.ts'
import { fleetLimits } from './constants.ts'
import type { Value } from './fleet-row.ts'

/** How many rows, and bad ones, each value of a column has; `all` includes rows whose value is not known. */
export type Tally = { n: Int32Array; bad: Int32Array; all: number; allBad: number }

/**
 * Counts the rows that are still in. Of one call at most five per value count (not knowing is a value here): otherwise
 * one large call looks like a server outage.
 */
export function countValues(
  { call }: Pick<CodedRows, 'call'>,
  { codes, values }: Column,
  bad: Int8Array,
  isIn: Uint8Array,
): Tally {
  const unknown = values.length
  const tally = { n: new Int32Array(unknown + 1), bad: new Int32Array(unknown + 1), all: 0, allBad: 0 }
  const seenIn = new Int32Array(unknown + 1).fill(-1)
  const seen = new Int32Array(unknown + 1)
  for (let i = 0; i < codes.length; i++) {
    const isBad = bad[i] ?? -1
    if (isIn[i] !== 1 || isBad < 0) continue
    const code = codes[i] ?? -1
    const at = code < 0 ? unknown : code
    const here = call[i] ?? -1
    if (seenIn[at] !== here) {
      seenIn[at] = here
      seen[at] = 0
    }
    const before = seen[at] ?? 0
    if (before >= fleetLimits.perCallCap) continue
    seen[at] = before + 1
    tally.n[at] = (tally.n[at] ?? 0) + 1
    tally.bad[at] = (tally.bad[at] ?? 0) + isBad
    tally.all++
    tally.allBad += isBad
  }
  return tally
}

export function columnOf(coded: CodedRows, dimension: Value['dimension']): Column {
  const column = coded.columns.find((one) => one.dimension === dimension)
  if (!column) throw new RangeError(`no column ${dimension}`)
  return column
}

/** The rows of a value, as places among the coded rows; only those that are still in. */
export function rowsOf(coded: CodedRows, { dimension, value }: Value, isIn: Uint8Array): number[] {
  const { codes, values } = columnOf(coded, dimension)
  const code = values.indexOf(value)
  const found: number[] = []
  if (code < 0) return found
  for (let i = 0; i < codes.length; i++) if (codes[i] === code && isIn[i] === 1) found.push(i)
  return found
}
