import { formatDuration } from '#components/time/format-time.ts'
import type { JoinView, ParticipantView } from '#lib/sessions/contract.ts'

/** Phases of joining in words; a phase of another version of the model is shown by its own name. */
const phaseWords: Record<string, string> = {
  permission: 'permission',
  signaling: 'signalling',
  gathering: 'gathering candidates',
  checks: 'finding a path',
  dtls: 'encryption',
  'first-media': 'first media',
}
export const phaseWord = (phase: string): string => phaseWords[phase] ?? phase.replaceAll('-', ' ')

const failureWords: Record<string, string> = {
  permission: 'permission refused',
  device: 'no usable device',
  ice: 'no path found',
  dtls: 'encryption failed',
  turn: 'relay refused',
  signaling: 'signalling failed',
  auth: 'not authorised',
  server: 'server error',
  timeout: 'timed out',
  unknown: 'reason not known',
}
export const failureWord = (failure: string | null): string =>
  failure === null ? 'reason not known' : (failureWords[failure] ?? failure)

/** "Could not join: no path found, after 31 s" */
export function joinText(join: JoinView | null): string {
  if (join === null) return 'Nobody said when they tried to join.'
  if (join.outcome === 'pending') return 'Is joining.'
  if (join.outcome === 'cancelled') return 'Gave up before it was decided.'
  const total = join.phases.reduce((sum, { ms }) => sum + ms, 0)
  if (join.outcome === 'failed')
    return `Could not join: ${failureWord(join.failure)}${total > 0 ? `, after ${seconds(total)}` : ''}.`
  const longest = longestPhase(join)
  const time =
    join.setupMs === null ? 'Joined; how long it took is not known' : `Joined in ${seconds(join.setupMs)}`
  return longest && join.phases.length > 1
    ? `${time}; longest: ${phaseWord(longest.phase)}, ${seconds(longest.ms)}.`
    : `${time}.`
}

export function longestPhase({ phases }: JoinView): JoinView['phases'][number] | null {
  return phases.toSorted((a, b) => b.ms - a.ms)[0] ?? null
}

/** "2 of 3 joined, half of them within 1.4 s; 1 failed" for the whole call; null = nobody said that they tried. */
export function joinSummary(participants: readonly ParticipantView[]): string | null {
  const joins = participants.flatMap(({ join }) => (join === null ? [] : [join]))
  if (joins.length === 0) return null
  const count = (outcome: JoinView['outcome']) => joins.filter((join) => join.outcome === outcome).length
  const times = joins
    .flatMap(({ setupMs, outcome }) => (outcome === 'joined' && setupMs !== null ? [setupMs] : []))
    .toSorted((a, b) => a - b)
  const middle = times[Math.floor(times.length / 2)]
  const parts = [`${count('joined')} of ${joins.length} joined`]
  if (middle !== undefined)
    parts.push(times.length === 1 ? `in ${seconds(middle)}` : `median ${seconds(middle)}`)
  if (count('failed') > 0) parts.push(`${count('failed')} failed`)
  if (count('pending') > 0) parts.push(`${count('pending')} joining`)
  if (count('cancelled') > 0) parts.push(`${count('cancelled')} gave up`)
  return parts.join(', ')
}

/** Tenths below ten seconds: half a second matters there. */
export function seconds(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)}\u2009ms`
  return ms < 10_000 ? `${(ms / 1_000).toFixed(1)}\u2009s` : formatDuration(ms)
}
