import type { Rotation } from '../contract.ts'
import type { Span } from './local-windows.ts'
import { turnsOf } from './turns.ts'

export type Planned = { timeZone: string; rotations: readonly Rotation[] }
/** In the order they were made: a later one wins over an earlier one. */
export type Override = { overrideId: string; memberId: string; startsAt: number; endsAt: number }
export type OnCall = Span & { memberId: string; rotation: string | null; overrideId: string | null }

/**
 * Who is on call in a span: later rotations win over earlier ones where both have somebody, overrides win over all.
 * Turns of one person that follow one another are one shift.
 */
export function shiftsOf(plan: Planned, overrides: readonly Override[], span: Span): OnCall[] {
  const layers = [
    ...plan.rotations.map((rotation) =>
      turnsOf(rotation, plan.timeZone, span).map((turn) => ({
        ...turn,
        rotation: rotation.name,
        overrideId: null,
      })),
    ),
    ...overrides.map((override) => [overriding(override, span)]),
  ]
  return joined(layers.reduce<OnCall[]>((below, above) => covered(below, above), []))
}

/** Who is on call at one moment; null = nobody. */
export function onCallAt(plan: Planned, overrides: readonly Override[], at: number): OnCall | null {
  return shiftsOf(plan, overrides, { from: at, to: at + 1 })[0] ?? null
}

/** Times of a span with nobody on call. */
export function gapsIn(shifts: readonly Span[], span: Span): Span[] {
  const gaps: Span[] = []
  let covered = span.from
  for (const { from, to } of shifts) {
    if (from > covered) gaps.push({ from: covered, to: from })
    covered = Math.max(covered, to)
  }
  return covered < span.to ? [...gaps, { from: covered, to: span.to }] : gaps
}

function overriding({ overrideId, memberId, startsAt, endsAt }: Override, span: Span): OnCall {
  const [from, to] = [Math.max(startsAt, span.from), Math.min(endsAt, span.to)]
  return { from, to, memberId, rotation: null, overrideId }
}

/** The lower layer, where the upper one has nobody, and the upper one. */
function covered(below: readonly OnCall[], above: readonly OnCall[]): OnCall[] {
  const over = above.filter(({ from, to }) => from < to)
  const left = over.reduce<OnCall[]>((rest, cut) => rest.flatMap((shift) => without(shift, cut)), [...below])
  return [...left, ...over].sort((a, b) => a.from - b.from)
}

function without(shift: OnCall, cut: Span): OnCall[] {
  if (cut.to <= shift.from || cut.from >= shift.to) return [shift]
  return [
    { ...shift, to: cut.from },
    { ...shift, from: cut.to },
  ].filter(({ from, to }) => from < to)
}

function joined(shifts: readonly OnCall[]): OnCall[] {
  const result: OnCall[] = []
  for (const shift of shifts) {
    const last = result.at(-1)
    const goesOn =
      last?.to === shift.from &&
      last.memberId === shift.memberId &&
      last.rotation === shift.rotation &&
      last.overrideId === shift.overrideId
    if (last && goesOn) last.to = shift.to
    else result.push({ ...shift })
  }
  return result
}
