import { Temporal } from 'temporal-polyfill'
import type { Rotation } from '../contract.ts'
import { localWindows, type Span } from './local-windows.ts'

export type Turn = Span & { memberId: string }

const hourMs = 3_600_000
const dayMs = 86_400_000

/**
 * Who of a rotation has which part of a span. Days and weeks are calendar days, so that the hand-over keeps its hour
 * through a change of clocks; hours are hours. Before its start nobody is on call.
 */
export function turnsOf(rotation: Rotation, timeZone: string, span: Span): Turn[] {
  const startOf = turnStarts(rotation, timeZone)
  const turns: Turn[] = []
  for (let turn = firstTurn(rotation, startOf, span.from); ; turn++) {
    const from = startOf(turn)
    if (from >= span.to) break
    const memberId = rotation.memberIds[turn % rotation.memberIds.length]
    const cut = { from: Math.max(from, span.from), to: Math.min(startOf(turn + 1), span.to) }
    if (memberId !== undefined && cut.from < cut.to) turns.push({ ...cut, memberId })
  }
  return rotation.only ? within(turns, localWindows(rotation.only, timeZone, span)) : turns
}

/** When the turn of this number starts. */
function turnStarts({ startsLocal, every, unit }: Rotation, timeZone: string): (turn: number) => number {
  const local = Temporal.PlainDateTime.from(startsLocal)
  const first = local.toZonedDateTime(timeZone).epochMilliseconds
  if (unit === 'hour') return (turn) => first + turn * every * hourMs
  const days = unit === 'week' ? every * 7 : every
  return (turn) => local.add({ days: turn * days }).toZonedDateTime(timeZone).epochMilliseconds
}

/** The turn under way at that time, or the first one: guessed by whole days, then stepped to. */
function firstTurn({ every, unit }: Rotation, startOf: (turn: number) => number, at: number): number {
  const turnMs = every * { hour: hourMs, day: dayMs, week: 7 * dayMs }[unit]
  let turn = Math.max(0, Math.floor((at - startOf(0)) / turnMs) - 1)
  while (startOf(turn + 1) <= at) turn++
  return turn
}

function within(turns: readonly Turn[], windows: readonly Span[]): Turn[] {
  return turns.flatMap((turn) =>
    windows
      .map(({ from, to }) => ({ ...turn, from: Math.max(from, turn.from), to: Math.min(to, turn.to) }))
      .filter(({ from, to }) => from < to),
  )
}
