import type { Finding } from '#lib/diagnosis/contract.ts'
import { truthTable } from './truth-table.ts'

/** One statement of a corpus's manifest; its README explains the fields. Windows are seconds from the call's start. */
export type Truth = {
  kind: string
  window: [number, number]
  participant?: string
  of?: string
  direction?: string
  link?: string
  links?: string[]
  seenBy?: string[]
  or?: string[]
}
export type Incident = { by: string; what: string; at: number; until: number }
export type Item = {
  file: string
  seconds: number
  /** the only end that the file shows; null = both */
  of: string | null
  must: readonly Truth[]
  may: readonly Truth[]
  mustNot: readonly string[]
  incidental: readonly Incident[]
}
/** What was diagnosed, with times in seconds from the call's start and the manifest's own names of people. */
export type Told = Omit<Finding, 'openedAt' | 'clearedAt'> & { from: number; to: number }
export type Verdict = {
  must: { truth: Truth; found: Told | null; rightSide: boolean }[]
  /** named in mustNot, or begun on a span where nothing was wrong */
  wrong: { told: Told; why: string }[]
  may: { truth: Truth; found: boolean }[]
  cleanSeconds: number
}

/** Effects lag behind their cause by a sample or two and fill a window; some outlast it by half a minute. */
const earlySeconds = 3
const lagSeconds = 15
const effectSeconds = 35

/** Holds what was told against what is known. Pure. */
export function judge(item: Item, told: readonly Told[]): Verdict {
  const visible = (truth: Truth) =>
    item.of === null || truth.seenBy === undefined || truth.seenBy.includes(item.of)
  return {
    must: item.must.filter(visible).map((truth) => found(truth, told, item.of)),
    may: item.may.filter(visible).map((truth) => ({ truth, found: candidates(truth, told).length > 0 })),
    wrong: told.flatMap((one) => wrongOf(item, one)),
    cleanSeconds: cleanSpans(item).reduce((sum, [from, to]) => sum + to - from, 0),
  }
}

const kindsOf = ({ kind, or = [] }: Truth) => [kind, ...or].flatMap((name) => truthTable[name] ?? [])

function candidates(truth: Truth, told: readonly Told[]): Told[] {
  const [from, to] = truth.window
  return told.filter(
    (one) =>
      (kindsOf(truth) as string[]).includes(one.kind) &&
      one.from <= to + lagSeconds &&
      one.to >= from - earlySeconds,
  )
}

function found(truth: Truth, told: readonly Told[], of: string | null): Verdict['must'][number] {
  const fitting = candidates(truth, told)
  const right = fitting.find((one) => isRightSide(truth, one, of))
  return { truth, found: right ?? fitting[0] ?? null, rightSide: right !== undefined }
}

/** Where the two ends of a way cannot be told apart, the way itself is the right answer. */
export function isRightSide(truth: Truth, told: Told, of: string | null = null): boolean {
  if (truth.participant !== undefined)
    return (
      told.participantId === truth.participant &&
      (truth.direction === undefined || isDirection(truth.direction, told))
    )
  if (truth.direction !== undefined) return isDirection(truth.direction, told)
  const links = truth.links ?? (truth.link === undefined ? [] : [truth.link])
  return links.length === 0 || links.some((link) => isOnLink(link, told, of))
}

const isDirection = (direction: string, told: Told) =>
  told.direction === direction || told.direction === 'both'

function isOnLink(link: string, told: Told, of: string | null): boolean {
  const [from = '', to = ''] = link.split(/<>|>/)
  if (link.includes('<>')) return told.participantId === from || told.participantId === to
  if (told.direction === 'receive')
    return told.participantId === to && (told.aboutId === null || told.aboutId === from)
  if (told.direction === 'send') return told.participantId === from
  return told.participantId === from || told.participantId === to || of !== null
}

/** Hints, context and what is folded under its cause accuse nobody. */
const isClaim = ({ confidence, severity, explainedBy }: Told) =>
  confidence !== 'low' && severity !== 'info' && explainedBy === null

/** One's own side of the network, or one's own things. */
const blaming: readonly string[] = [
  'network-up',
  'network-down',
  'network-access',
  'device',
  'user',
  'browser',
  'application',
]

function wrongOf(item: Item, told: Told): Verdict['wrong'] {
  if (!isClaim(told)) return []
  const named = item.mustNot.find((kind) =>
    (truthTable[kind] as readonly string[] | undefined)?.includes(told.kind),
  )
  if (named !== undefined && !isExcused(item, told)) return [{ told, why: `must not: ${named}` }]
  const blamed = item.mustNot.find((kind) => kind === `blame:${told.participantId}`)
  if (blamed !== undefined && blaming.includes(told.side) && told.rank === 1) return [{ told, why: blamed }]
  if (cleanSpans(item).some(([from, to]) => told.from >= from && told.from < to))
    return [{ told, why: 'on a clean span' }]
  return []
}

/** A disturbance that the recording itself notes may be told or not. */
const isExcused = (item: Item, told: Told) =>
  item.incidental.some(({ at, until }) => told.from >= at - lagSeconds && told.from <= until + lagSeconds)

/** Stretches in which nothing is known to have been wrong, and nothing lingers. */
export function cleanSpans(item: Item): [number, number][] {
  const dirty = [
    ...[...item.must, ...item.may].map(({ window: [from, to] }): [number, number] => [
      from - earlySeconds,
      to + effectSeconds,
    ]),
    ...item.incidental.map(({ at, until }): [number, number] => [at - earlySeconds, until + effectSeconds]),
  ].sort((a, b) => a[0] - b[0])
  const clean: [number, number][] = []
  let at = 0
  for (const [from, to] of dirty) {
    if (from > at) clean.push([at, Math.min(from, item.seconds)])
    at = Math.max(at, to)
  }
  if (at < item.seconds) clean.push([at, item.seconds])
  return clean.filter(([from, to]) => to > from)
}
