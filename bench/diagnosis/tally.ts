import type { Item, Told, Verdict } from './judge.ts'

/** What the whole corpus says, kind by kind. */
export type Row = {
  kind: string
  truths: number
  found: number
  side: number
  may: number
  mayFound: number
  wrong: number
}
export type Tally = {
  rows: Map<string, Row>
  must: { truths: number; found: number; side: number }
  misses: string[]
  wrongs: string[]
  cleanSeconds: number
  played: number
  refused: number
  absent: number
}

export const emptyTally = (): Tally => ({
  rows: new Map(),
  must: { truths: 0, found: 0, side: 0 },
  misses: [],
  wrongs: [],
  cleanSeconds: 0,
  played: 0,
  refused: 0,
  absent: 0,
})

function rowOf(tally: Tally, kind: string): Row {
  const known = tally.rows.get(kind)
  if (known !== undefined) return known
  const made: Row = { kind, truths: 0, found: 0, side: 0, may: 0, mayFound: 0, wrong: 0 }
  tally.rows.set(kind, made)
  return made
}

/** Adds one file's verdict. */
export function addVerdict(tally: Tally, item: Item, verdict: Verdict): void {
  tally.played++
  tally.cleanSeconds += verdict.cleanSeconds
  for (const { truth, found, rightSide } of verdict.must)
    addMust(tally, item, truth.kind, truth.window, found !== null, rightSide)
  for (const { truth, found } of verdict.may) {
    const row = rowOf(tally, truth.kind)
    row.may++
    if (found) row.mayFound++
  }
  for (const { told, why } of verdict.wrong) {
    rowOf(tally, told.kind).wrong++
    tally.wrongs.push(`${item.file}: ${textOf(told)} (${why})`)
  }
}

/** A file that has to be refused is a truth like another. */
export function addRefusal(tally: Tally, item: Item, code: string): void {
  tally.refused++
  const wanted = item.must.find(({ kind }) => kind.startsWith('import.'))
  if (wanted !== undefined) addMust(tally, item, wanted.kind, wanted.window, code.startsWith('import.'), true)
  else if (item.must.length > 0)
    for (const truth of item.must) addMust(tally, item, truth.kind, truth.window, false, false)
}

function addMust(
  tally: Tally,
  item: Item,
  kind: string,
  [from, to]: [number, number],
  found: boolean,
  side: boolean,
) {
  const row = rowOf(tally, kind)
  row.truths++
  tally.must.truths++
  if (!found) {
    tally.misses.push(`${item.file}: ${kind} at ${from}–${to} s`)
    return
  }
  row.found++
  tally.must.found++
  if (side) {
    row.side++
    tally.must.side++
  } else tally.misses.push(`${item.file}: ${kind} at ${from}–${to} s was found on another side`)
}

export const textOf = ({ kind, participantId, aboutId, side, severity, from, to }: Told) =>
  `${kind} ${participantId ?? ''}${aboutId === null ? '' : ` about ${aboutId}`}, ${side}, ${severity}, ${from.toFixed(0)}–${to.toFixed(0)} s`

/** The last line of the bench. */
export function closingLine({ must, wrongs, cleanSeconds }: Tally): string {
  const minutes = (cleanSeconds / 60).toFixed(1)
  return `diagnosis: must ${must.found}/${must.truths} side ${must.side}/${must.truths} false ${wrongs.length} on ${minutes} clean minutes`
}

/** The table of docs/diagnosis.md. */
export function tableOf(tally: Tally): string {
  const rows = [...tally.rows.values()].sort((a, b) => b.truths - a.truths || (a.kind < b.kind ? -1 : 1))
  const cells = rows.map(
    ({ kind, truths, found, side, may, mayFound, wrong }) =>
      `| ${kind} | ${truths} | ${found} | ${truths - found} | ${side} | ${may === 0 ? '' : `${mayFound} of ${may}`} | ${wrong} |`,
  )
  return [
    '| kind | must be told | found | missed | right side | may be told | false |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...cells,
  ].join('\n')
}
