import type { CodedRows } from './code-rows.ts'
import type { Explanation } from './explain.ts'
import type { FleetRow, PlainDimension, Value } from './fleet-row.ts'
import type { Share } from './surprise.ts'

/**
 * Whether what one participant suffers from is theirs alone. `shared`: a cause contains them; `call`: others of their
 * call suffer as well; `alone`: their own access or machine; `unclear`: those beside them are not fine either; `fine`:
 * they do not suffer; `unknown`: too little was measured.
 */
export const personVerdicts = ['shared', 'call', 'alone', 'unclear', 'fine', 'unknown'] as const
export type PersonVerdict = (typeof personVerdicts)[number]

export type PersonComparison = {
  participantId: string
  verdict: PersonVerdict
  /** the cause that contains them */
  cause: Value | null
  othersInCall: Share
  /** people of other calls with the same server, network … */
  beside: (Share & { dimension: PlainDimension })[]
}

const besideDimensions: readonly PlainDimension[] = ['sfu', 'turn', 'network', 'site', 'region']
/** A group says something from so many people on, and is not fine from this share of bad ones on. */
const tellingN = 3
const troubledRate = 0.2

/** The participants of one call beside everybody else of the same time. */
export function comparePeople(
  { rows }: CodedRows,
  explanation: Explanation,
  callKey: string,
): PersonComparison[] {
  const chosen = explanation.steps.map((step) => ({ cause: step.chosen, rows: new Set(step.chosen.rows) }))
  return rows.flatMap((row, place) => {
    if (row.callKey !== callKey) return []
    const cause = chosen.find((one) => one.rows.has(place))?.cause ?? null
    return [comparePerson(row, rows, cause, explanation.family)]
  })
}

function comparePerson(
  row: FleetRow,
  rows: readonly FleetRow[],
  cause: Value | null,
  family: Explanation['family'],
): PersonComparison {
  const share = (wanted: (other: FleetRow) => boolean): Share => {
    const counted = rows.filter((other) => other !== row && other.bad[family] !== null && wanted(other))
    return { n: counted.length, bad: counted.filter(({ bad }) => bad[family] === true).length }
  }
  const othersInCall = share((other) => other.callKey === row.callKey)
  const beside = besideDimensions.flatMap((dimension) => {
    const value = row.values[dimension]
    if (value === null) return []
    const group = share((other) => other.callKey !== row.callKey && other.values[dimension] === value)
    return group.n === 0 ? [] : [{ dimension, ...group }]
  })
  const verdict = verdictOn(row.bad[family], cause, othersInCall, beside)
  return {
    participantId: row.participantKey,
    verdict,
    cause: cause && { dimension: cause.dimension, value: cause.value },
    othersInCall,
    beside,
  }
}

function verdictOn(
  isBad: boolean | null,
  cause: Value | null,
  othersInCall: Share,
  beside: readonly Share[],
): PersonVerdict {
  if (isBad === null) return 'unknown'
  if (!isBad) return 'fine'
  if (cause !== null) return 'shared'
  if (othersInCall.n > 0 && othersInCall.bad >= othersInCall.n / 2) return 'call'
  const troubled = beside.some(({ bad, n }) => n >= tellingN && bad >= troubledRate * n)
  return troubled ? 'unclear' : 'alone'
}
