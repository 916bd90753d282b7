import { modelVersion } from '#lib/quality/model.ts'
import { entryOf, type FindingKind } from './catalogue.ts'
import type { CloseReason, Confidence, Evidence, Finding, Severity } from './contract.ts'
import { limits } from './limits.ts'
import type { Observation } from './observation.ts'
import { timings } from './timing.ts'

/**
 * From observations to episodes: what holds long enough is raised once, what is gone long enough is closed once, and
 * what comes back within a minute is the same episode. One watch for each kind and the thing it is about.
 */
export type Watch = {
  readonly key: string
  readonly kind: FindingKind
  badSinceMs: number | null
  badWindows: number
  unknownWindows: number
  milderWindows: number
  clearSinceMs: number | null
  unknownSinceMs: number | null
  finding: Finding | null
  peak: Severity
  lastMs: number
}

/** Everything watched of one person, or of the call as a whole, by one kind of look. */
export type Watches = Map<string, Watch>

export type Book = {
  readonly sessionId: string
  readonly newId: () => string
  readonly put: (finding: Finding) => void
}

const keyOf = ({ kind, participantId, aboutId, connection, track }: Observation) =>
  `${kind}|${participantId ?? ''}|${aboutId ?? ''}|${connection ?? ''}|${track ?? ''}`

/** The same key for what an earlier engine left behind. */
export const keyOfFinding = ({ kind, participantId, aboutId, connection, track }: Finding) =>
  `${kind}|${participantId ?? ''}|${aboutId ?? ''}|${connection ?? ''}|${track ?? ''}`

const rank: Readonly<Record<Severity, number>> = { info: 0, minor: 1, major: 2, critical: 3 }
export const isWorse = (a: Severity, b: Severity) => rank[a] > rank[b]

/** Takes one look's observations. What is watched and not mentioned counts as fine. */
export function observe(
  book: Book,
  watches: Watches,
  seen: readonly Observation[],
  nowMs: number,
  intervalMs: number,
): void {
  const mentioned = worstByKey(seen)
  for (const [key, observation] of mentioned) {
    const watch = watches.get(key) ?? begin(watches, key, observation)
    if (watch === null) continue
    watch.lastMs = nowMs
    if (observation.level === 'between') between(watch)
    else if (observation.level === 'unknown') unknown(book, watch, nowMs)
    else bad(book, watch, observation, observation.level, nowMs, intervalMs)
  }
  for (const watch of watches.values()) if (!mentioned.has(watch.key)) fine(book, watches, watch, nowMs)
}

const levelRank: Readonly<Record<Observation['level'], number>> = {
  unknown: 0,
  between: 1,
  info: 2,
  minor: 3,
  major: 4,
  critical: 5,
}

/** Several tracks may show one and the same problem: the worst of them speaks for it. */
function worstByKey(seen: readonly Observation[]): Map<string, Observation> {
  const byKey = new Map<string, Observation>()
  for (const observation of seen) {
    const key = keyOf(observation)
    const known = byKey.get(key)
    if (known === undefined || levelRank[observation.level] > levelRank[known.level])
      byKey.set(key, observation)
  }
  return byKey
}

function begin(watches: Watches, key: string, { kind, level }: Observation): Watch | null {
  if (level === 'between' || level === 'unknown') return null
  const watch = newWatch(key, kind)
  watches.set(key, watch)
  return watch
}

export function newWatch(key: string, kind: FindingKind): Watch {
  return {
    key,
    kind,
    badSinceMs: null,
    badWindows: 0,
    unknownWindows: 0,
    milderWindows: 0,
    clearSinceMs: null,
    unknownSinceMs: null,
    finding: null,
    peak: 'info',
    lastMs: 0,
  }
}

const isOpen = (watch: Watch): watch is Watch & { finding: Finding } => watch.finding?.clearedAt === null

function forget(watch: Watch) {
  watch.badSinceMs = null
  watch.badWindows = 0
}

/** Better than the limit to raise and worse than the limit to clear: an open episode goes on, a beginning one is over. */
function between(watch: Watch) {
  watch.clearSinceMs = null
  watch.unknownSinceMs = null
  watch.unknownWindows = 0
  if (!isOpen(watch)) forget(watch)
}

/** Unknown neither clears nor worsens; two in a row forget a beginning, a minute of it closes an open episode. */
function unknown(book: Book, watch: Watch, nowMs: number) {
  watch.unknownWindows++
  if (!isOpen(watch)) {
    if (watch.unknownWindows >= limits.nullWindows) forget(watch)
    return
  }
  watch.unknownSinceMs ??= nowMs
  if (nowMs - watch.unknownSinceMs >= limits.noDataMs) close(book, watch, watch.unknownSinceMs, 'no-data')
}

function bad(
  book: Book,
  watch: Watch,
  observation: Observation,
  level: Severity,
  nowMs: number,
  intervalMs: number,
) {
  watch.unknownWindows = 0
  watch.unknownSinceMs = null
  watch.clearSinceMs = null
  watch.badSinceMs ??= observation.sinceMs ?? nowMs - intervalMs
  watch.badWindows += intervalMs >= sparseMs ? limits.raiseWindows : 1
  if (isOpen(watch)) return worsen(book, watch, observation, level)
  const { raise, holdMs } = timings[watch.kind]
  const ready =
    raise === 'at-once' || (watch.badWindows >= limits.raiseWindows && nowMs - watch.badSinceMs >= holdMs)
  if (ready) open(book, watch, observation, level, nowMs)
}

function open(book: Book, watch: Watch, observation: Observation, level: Severity, nowMs: number) {
  const again = watch.finding
  const recent = again?.clearedAt != null && nowMs - again.clearedAt <= limits.reopenMs
  watch.peak = recent && isWorse(watch.peak, level) ? watch.peak : level
  watch.milderWindows = 0
  watch.finding = {
    ...described(observation),
    findingId: recent && again ? again.findingId : book.newId(),
    model: modelVersion,
    sessionId: book.sessionId,
    severity: level,
    openedAt: recent && again ? again.openedAt : Math.round(Math.min(watch.badSinceMs ?? nowMs, nowMs)),
    raisedAt: recent && again ? again.raisedAt : Math.round(nowMs),
    clearedAt: null,
    closeReason: null,
    explainedBy: null,
    rank: null,
  }
  book.put(watch.finding)
}

type Described = Omit<
  Finding,
  | 'findingId'
  | 'model'
  | 'sessionId'
  | 'severity'
  | 'openedAt'
  | 'raisedAt'
  | 'clearedAt'
  | 'closeReason'
  | 'explainedBy'
  | 'rank'
>

function described(observation: Observation): Described {
  return {
    kind: observation.kind,
    participantId: observation.participantId,
    aboutId: observation.aboutId ?? null,
    connection: observation.connection ?? null,
    track: observation.track ?? null,
    direction: observation.direction,
    side: observation.side,
    confidence: observation.confidence,
    owner: observation.owner ?? entryOf(observation.kind).owner,
    evidence: [...(observation.evidence ?? [])],
    affected: [...(observation.affected ?? [])],
  }
}

/** Samples this far apart are as good as two windows in a row: the model steps by five seconds. */
const sparseMs = 8_000

/** Severity rises at once and falls only after three milder windows; the evidence stays that of the worst moment. */
const milderAfter = 3
/** A measured value must be this much worse to be worth telling again. */
const notablyWorse = 1.1

function worsen(book: Book, watch: Watch & { finding: Finding }, observation: Observation, level: Severity) {
  const { finding } = watch
  watch.milderWindows = isWorse(finding.severity, level) ? watch.milderWindows + 1 : 0
  const severity =
    isWorse(level, finding.severity) || watch.milderWindows >= milderAfter ? level : finding.severity
  if (isWorse(severity, watch.peak)) watch.peak = severity
  const next = described(observation)
  const said = {
    ...finding,
    severity,
    confidence: surer(next.confidence, finding.confidence),
    side: next.side,
    owner: next.owner,
    affected: next.affected,
  }
  if (isWorse(severity, finding.severity) || isTelling(next.evidence, finding.evidence))
    said.evidence = next.evidence
  if (isSame(said, finding)) return
  watch.finding = said
  book.put(said)
}

const sureness: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 }

/** What was once known does not become doubtful because less of it can be seen while it fades. */
const surer = (a: Confidence, b: Confidence) => (sureness[a] >= sureness[b] ? a : b)

/** Lower is worse where the limit lies above the value: a rate, a bitrate, a level. */
function isTelling([next]: readonly Evidence[], [known]: readonly Evidence[]): boolean {
  if (next === undefined) return false
  if (known === undefined || next.metric !== known.metric) return true
  const { value, limit } = known
  if (next.value === null || value === null) return false
  const lowIsBad = limit !== null && value < limit
  return lowIsBad ? next.value * notablyWorse < value : next.value > value * notablyWorse
}

function isSame(a: Finding, b: Finding): boolean {
  return (
    a.severity === b.severity &&
    a.confidence === b.confidence &&
    a.side === b.side &&
    a.owner === b.owner &&
    a.evidence === b.evidence &&
    a.affected.length === b.affected.length &&
    a.affected.every((id, i) => id === b.affected[i])
  )
}

function fine(book: Book, watches: Watches, watch: Watch, nowMs: number) {
  watch.unknownWindows = 0
  watch.unknownSinceMs = null
  if (!isOpen(watch)) {
    forget(watch)
    const closedAt = watch.finding?.clearedAt ?? Number.NEGATIVE_INFINITY
    if (nowMs - closedAt > limits.reopenMs) watches.delete(watch.key)
    return
  }
  watch.clearSinceMs ??= nowMs
  if (nowMs - watch.clearSinceMs >= timings[watch.kind].clearMs)
    close(book, watch, watch.clearSinceMs, 'cleared')
}

/** Ends an episode. What it was at its worst is what remains. */
export function close(book: Book, watch: Watch, atMs: number, reason: CloseReason) {
  if (!isOpen(watch)) return
  forget(watch)
  watch.clearSinceMs = null
  watch.unknownSinceMs = null
  const clearedAt = Math.max(Math.round(atMs), watch.finding.openedAt)
  watch.finding = { ...watch.finding, severity: watch.peak, clearedAt, closeReason: reason }
  book.put(watch.finding)
}
