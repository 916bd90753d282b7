import type { AlertState } from './contract.ts'

type Told = { seq: number; kind: string; fromState: AlertState | null; toState: AlertState | null }
type Episode = { state: AlertState; version: number; closedAt: Date | null; snoozedUntil: Date | null }

/** For tests: what is wrong with the history of an episode; null = nothing. Its events alone must tell its state. */
export function faultOf(row: Episode, events: readonly Told[]): string | null {
  if (events.some(({ seq }, i) => seq !== i + 1)) return `a gap: ${events.map(({ seq }) => seq)}`
  if (events.length !== row.version) return `version ${row.version} after ${events.length} events`
  let state: AlertState | null = null
  for (const { kind, fromState, toState } of events) {
    if (toState !== null && fromState !== state) return `${kind} from ${fromState}, but it was ${state}`
    state = toState ?? state
  }
  if (state !== row.state) return `told as ${state}, but is ${row.state}`
  if ((row.closedAt === null) !== (row.state !== 'resolved'))
    return `${row.state} with closed ${row.closedAt}`
  return row.snoozedUntil && row.state !== 'acknowledged' ? `snoozed while ${row.state}` : null
}
