import { type BadState, isBad, type SpanState, worseOf } from './states.ts'

/** What was measured. An open span reaches to its last confirmation and a little further, never to now by itself. */
export type MeasuredSpan = {
  readonly startedAt: number
  readonly endedAt: number | null
  readonly seenAt: number
  readonly state: SpanState
}
/** What people say in an incident; open = still. `maintenance` costs nothing and excuses nothing. */
export type ClaimedSpan = {
  readonly startedAt: number
  readonly endedAt: number | null
  readonly impact: BadState | 'maintenance'
}
/** Planned work. Only time that the contract excuses leaves the reckoning. */
export type PlannedSpan = { readonly startedAt: number; readonly endedAt: number; readonly excused: boolean }

export type History = {
  /** the component is known from here on; there is no time before */
  readonly since: number
  /** the future is nobody's */
  readonly now: number
  readonly measured: readonly MeasuredSpan[]
  readonly claimed: readonly ClaimedSpan[]
  readonly planned: readonly PlannedSpan[]
}

/** A stretch of time in which nothing changes. */
export type Stretch = {
  readonly from: number
  readonly to: number
  /** what is shown: the worst of all that lies over it */
  readonly state: SpanState
  /** somebody measured it; else `state` is an incident's word alone, or `no-data` */
  readonly measured: boolean
  readonly planned: boolean
  readonly excused: boolean
}

/** A recorder that misses its looks for this long has left a gap. */
export const graceMs = 120_000

type Mark = {
  from: number
  to: number
  kind: 'measured' | 'claimed' | 'planned' | 'excused'
  state: SpanState
}

/**
 * Cuts the window into stretches without overlap or gap, whatever the rows are: in any order, over one another, open
 * for ever, in the future. Window and rows are clipped to the same time, from `since` to `now`.
 */
export function timelineOf(history: History, from: number, to: number): Stretch[] {
  const begin = Math.max(from, history.since)
  const end = Math.min(to, history.now)
  if (end <= begin) return []
  const marks = marksOf(history)
    .map((mark) => ({ ...mark, from: Math.max(mark.from, begin), to: Math.min(mark.to, end) }))
    .filter((mark) => mark.to > mark.from)
  return joined(sweep(marks, begin, end))
}

function marksOf({ measured, claimed, planned, now }: History): Mark[] {
  return [
    ...measured.map(({ startedAt, endedAt, seenAt, state }) => ({
      from: startedAt,
      to: endedAt ?? Math.min(now, seenAt + graceMs),
      kind: 'measured' as const,
      state,
    })),
    ...claimed.map(({ startedAt, endedAt, impact }) => ({
      from: startedAt,
      to: endedAt ?? now,
      kind: impact === 'maintenance' ? ('planned' as const) : ('claimed' as const),
      state: impact === 'maintenance' ? ('no-data' as const) : impact,
    })),
    ...planned.map(({ startedAt, endedAt, excused }) => ({
      from: startedAt,
      to: endedAt,
      kind: excused ? ('excused' as const) : ('planned' as const),
      state: 'no-data' as const,
    })),
  ]
}

/** Walks over all edges once, with a count of what is open by kind and state. */
function sweep(marks: readonly Mark[], begin: number, end: number): Stretch[] {
  const edges = marks.flatMap((mark) => [
    { at: mark.from, mark, step: 1 },
    { at: mark.to, mark, step: -1 },
  ])
  edges.sort((a, b) => a.at - b.at)
  const open = new Map<string, { mark: Mark; count: number }>()
  const stretches: Stretch[] = []
  let from = begin
  for (const { at, mark, step } of edges) {
    if (at > from) {
      stretches.push(stretchOf(open, from, at))
      from = at
    }
    const key = `${mark.kind} ${mark.state}`
    const count = (open.get(key)?.count ?? 0) + step
    if (count > 0) open.set(key, { mark, count })
    else open.delete(key)
  }
  if (end > from) stretches.push(stretchOf(open, from, end))
  return stretches
}

function stretchOf(open: ReadonlyMap<string, { mark: Mark }>, from: number, to: number): Stretch {
  const marks = [...open.values()].map(({ mark }) => mark)
  const measures = marks.filter(({ kind }) => kind === 'measured')
  // rows that contradict each other do not make what one of them could not know known
  const measured = measures.length > 0 && measures.every(({ state }) => state !== 'no-data')
  const worst = marks.reduce<SpanState>((state, mark) => worseOf(state, mark.state), 'no-data')
  return {
    from,
    to,
    state: measured || isBad(worst) ? worst : 'no-data',
    measured,
    planned: marks.some(({ kind }) => kind === 'planned' || kind === 'excused'),
    excused: marks.some(({ kind }) => kind === 'excused'),
  }
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  const kept: Stretch[] = []
  for (const next of stretches) {
    const last = kept.at(-1)
    if (last && isSame(last, next)) kept[kept.length - 1] = { ...last, to: next.to }
    else kept.push(next)
  }
  return kept
}

const isSame = (one: Stretch, other: Stretch) =>
  one.state === other.state &&
  one.measured === other.measured &&
  one.planned === other.planned &&
  one.excused === other.excused
