import type { Memory } from './memory.ts'

/** How one attempt to join went, phase by phase. Times are milliseconds; a phase nobody told of is left out. */
export type JoinFunnel = {
  attemptAt: number
  outcome: 'pending' | 'joined' | 'failed' | 'cancelled'
  failure: JoinFailure | null
  setupMs: number | null
  phases: { phase: JoinPhase; ms: number }[]
}
/** In the order in which they come. `permission` is the user's time and not part of the set-up time. */
export const joinPhases = ['permission', 'signaling', 'gathering', 'checks', 'dtls', 'first-media'] as const
export type JoinPhase = (typeof joinPhases)[number]
export type JoinFailure =
  | 'permission'
  | 'device'
  | 'ice'
  | 'dtls'
  | 'turn'
  | 'signaling'
  | 'auth'
  | 'server'
  | 'timeout'
  | 'unknown'

/**
 * `othersSince`: since when somebody else is known to be in the call; who connects before has nothing to wait for, so
 * connected is all there can be. `timedOut`: see `limits.join`.
 */
export function joinFunnel(
  memory: Memory,
  about: { othersSince: number | null; timedOut: boolean },
): JoinFunnel | null {
  const { attemptAt } = memory
  if (attemptAt === null) return null
  const connectedAt = firstOf(memory, 'connectedAt') ?? memory.joinedAt
  const outcome = outcomeOf(memory, connectedAt, about.timedOut)
  const isFirst = connectedAt !== null && (about.othersSince === null || about.othersSince > connectedAt)
  const doneAt = isFirst ? connectedAt : memory.remoteMediaAt
  return {
    attemptAt,
    outcome,
    failure: outcome === 'failed' ? failureOf(memory, about.timedOut) : null,
    setupMs:
      outcome === 'joined' && doneAt !== null ? Math.max(0, doneAt - attemptAt - promptWithin(memory)) : null,
    phases: phasesOf(memory, attemptAt, connectedAt),
  }
}

function outcomeOf(memory: Memory, connectedAt: number | null, timedOut: boolean): JoinFunnel['outcome'] {
  if (connectedAt !== null || memory.joinedAt !== null) return 'joined'
  if (memory.joinFailedAt !== null || anyFailed(memory) || timedOut) return 'failed'
  if (memory.leftAt !== null) return memory.leftReason === 'error' ? 'failed' : 'cancelled'
  return 'pending'
}

const anyFailed = ({ connections }: Memory) =>
  connections.size > 0 &&
  [...connections.values()].every(({ failedAt, iceState }) => failedAt !== null || iceState === 'failed')

type Moment = 'createdAt' | 'gatheringAt' | 'gatheredAt' | 'checkingAt' | 'iceConnectedAt' | 'connectedAt'

function firstOf({ connections }: Memory, moment: Moment): number | null {
  let first: number | null = null
  for (const connection of connections.values()) {
    const at = connection[moment]
    if (at !== null) first = Math.min(first ?? at, at)
  }
  return first
}

/** The part of the prompt that lies before the end of the attempt. */
const promptWithin = ({ promptMs }: Memory) => promptMs

function phasesOf(memory: Memory, attemptAt: number, connectedAt: number | null): JoinFunnel['phases'] {
  const createdAt = firstOf(memory, 'createdAt')
  const gatheringAt = firstOf(memory, 'gatheringAt')
  const checkingAt = firstOf(memory, 'checkingAt')
  const iceAt = firstOf(memory, 'iceConnectedAt')
  const gatheredAt = firstOf(memory, 'gatheredAt')
  const spans: [JoinPhase, number | null, number | null][] = [
    ['signaling', attemptAt, checkingAt ?? gatheringAt ?? createdAt],
    ['gathering', gatheringAt, gatheredAt],
    ['checks', checkingAt, iceAt],
    ['dtls', iceAt, connectedAt],
    ['first-media', connectedAt, memory.remoteMediaAt],
  ]
  const phases: JoinFunnel['phases'] =
    memory.promptMs > 0 ? [{ phase: 'permission', ms: Math.round(memory.promptMs) }] : []
  for (const [phase, from, to] of spans) {
    if (from === null || to === null || to < from) continue
    const prompt = phase === 'signaling' ? memory.promptMs : 0
    phases.push({ phase, ms: Math.max(0, Math.round(to - from - prompt)) })
  }
  return phases
}

/** The phase that took longest, the user's own left out. */
export function longestPhase({
  phases,
}: Pick<JoinFunnel, 'phases'>): { phase: JoinPhase; ms: number } | null {
  const ours = phases.filter(({ phase }) => phase !== 'permission')
  return ours.reduce<{ phase: JoinPhase; ms: number } | null>(
    (a, b) => (a === null || b.ms > a.ms ? b : a),
    null,
  )
}

const deniedErrors = ['NotAllowedError', 'SecurityError']
const toldClasses: readonly [RegExp, JoinFailure][] = [
  [/permission|notallowed|denied/i, 'permission'],
  [/device|notfound|notreadable/i, 'device'],
  [/auth|token|forbidden|password/i, 'auth'],
  [/signal|socket/i, 'signaling'],
  [/turn/i, 'turn'],
  [/dtls/i, 'dtls'],
  [/ice|connection/i, 'ice'],
  [/server|full|unavailable/i, 'server'],
  [/time/i, 'timeout'],
]

/** By what is known first hand; then by what the app says; a clock alone says only that time ran out. */
function failureOf(memory: Memory, timedOut: boolean): JoinFailure {
  const all = [...memory.connections.values()]
  const refused = all.some(({ iceErrors }) =>
    [...iceErrors.values()].some(({ code }) => [401, 403, 437, 441, 442, 486, 508].includes(code)),
  )
  if (all.some(({ dtlsState }) => dtlsState === 'failed')) return 'dtls'
  if (anyFailed(memory)) return refused ? 'turn' : 'ice'
  const { audio, video } = memory.capture
  for (const { failedAt, error } of [audio, video])
    if (failedAt !== null && all.length === 0)
      return deniedErrors.includes(error ?? '') ? 'permission' : 'device'
  const told = toldClasses.find(([words]) => words.test(memory.joinFailure ?? ''))
  if (told !== undefined) return told[1]
  return timedOut ? (all.length === 0 ? 'signaling' : 'timeout') : 'unknown'
}

/** Whose side a failed join is on. */
export const failureSides = {
  permission: { side: 'user', owner: 'user' },
  device: { side: 'device', owner: 'user' },
  ice: { side: 'network-access', owner: 'customer-it' },
  dtls: { side: 'network-access', owner: 'platform-ops' },
  turn: { side: 'server', owner: 'platform-ops' },
  signaling: { side: 'server', owner: 'platform-ops' },
  auth: { side: 'application', owner: 'app-dev' },
  server: { side: 'server', owner: 'platform-ops' },
  timeout: { side: 'unknown', owner: 'platform-ops' },
  unknown: { side: 'unknown', owner: 'platform-ops' },
} as const
