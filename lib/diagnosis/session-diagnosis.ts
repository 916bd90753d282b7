import type { TrackQuality } from '#lib/quality/track-quality.ts'
import type { DecodedReport } from '#lib/telemetry/decode-report.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'
import { isFindingKind } from './catalogue.ts'
import type { Finding } from './contract.ts'
import { type Call, callOf, isTroubled } from './detectors/call.ts'
import { lookAtDevices } from './detectors/capture.ts'
import { lookAtChats } from './detectors/chat.ts'
import { lookAtConnections } from './detectors/connectivity.ts'
import { lookAtFlow } from './detectors/flow.ts'
import { lookAtJoining } from './detectors/joining.ts'
import { lookAtLoss } from './detectors/loss.ts'
import { lookAtOutage } from './detectors/outage.ts'
import { lookAtPage } from './detectors/page.ts'
import { lookAtPeople } from './detectors/people.ts'
import { lookAtPictures } from './detectors/picture.ts'
import { lookAtReceivedSound, lookAtShrinking } from './detectors/receive-network.ts'
import { lookAtDecoding } from './detectors/receiver-machine.ts'
import { lookAtCapture } from './detectors/send-device.ts'
import { lookAtSending } from './detectors/send-network.ts'
import { close, keyOfFinding, newWatch, observe, type Watches } from './episodes.ts'
import { diagnosedEvents, remember } from './memory.ts'
import type { Observation } from './observation.ts'
import type { Look, Person, Sent } from './person.ts'
import { noteRoundTrip } from './person-history.ts'
import { reduceToRoot } from './root-cause.ts'
import { timings } from './timing.ts'

/** All that is diagnosed in one call. Mutable and held by the engine; the clock and ids come in as arguments. */
export type SessionDiagnosis = {
  readonly sessionId: string
  /** makes ids for new findings; they are shown in links, so they must not be guessable */
  readonly newId: () => string
  /** every episode, by its id, in the order in which they were raised */
  readonly findings: Map<string, Finding>
  /** ids of findings that were raised, changed or closed since they were last written, and since screens were told */
  readonly unsaved: Set<string>
  readonly untold: Set<string>
  /** by participant: what reports and what states and events say; and what only the whole call says */
  readonly reports: Map<string, Watches>
  readonly states: Map<string, Watches>
  readonly call: Watches
  /** who sends what, and as of when */
  links: Map<string, Map<number, Sent>>
  linkedAt: number | null
  lookedAt: number
  /** reports came since the last look at the whole call */
  isDue: boolean
  changed: boolean
}

export function createSessionDiagnosis(sessionId: string, newId: () => string): SessionDiagnosis {
  return {
    sessionId,
    newId,
    findings: new Map(),
    unsaved: new Set(),
    untold: new Set(),
    reports: new Map(),
    states: new Map(),
    call: new Map(),
    links: new Map(),
    linkedAt: null,
    lookedAt: Number.NEGATIVE_INFINITY,
    isDue: false,
    changed: false,
  }
}

/** Keeps the new word on an episode, for the screens and for the store. */
export function putFinding(diagnosis: SessionDiagnosis, finding: Finding): void {
  diagnosis.findings.set(finding.findingId, finding)
  diagnosis.unsaved.add(finding.findingId)
  diagnosis.untold.add(finding.findingId)
  diagnosis.changed = true
}

/** What changed since the last time, in the order of raising. */
export function takeChanged(diagnosis: SessionDiagnosis, since: 'unsaved' | 'untold'): Finding[] {
  const ids = diagnosis[since]
  if (ids.size === 0) return []
  const changed = [...diagnosis.findings.values()].filter(({ findingId }) => ids.has(findingId))
  ids.clear()
  return changed
}

/** The finding to act on: the open root cause, or null. */
export function rootCause(findings: Iterable<Finding>): Finding | null {
  let root: Finding | null = null
  for (const finding of findings) if (finding.clearedAt === null && finding.rank === 1) root = finding
  return root
}

/** Kinds of all findings that are more than hints, the open root first. */
export function causesOf(findings: Iterable<Finding>): string[] {
  const all = [...findings]
  const root = rootCause(all)
  const sure = all.filter(({ confidence, severity }) => confidence !== 'low' && severity !== 'info')
  return [...new Set([...(root ? [root] : []), ...sure].map(({ kind }) => kind))]
}

const watchesOf = (all: Map<string, Watches>, id: string): Watches => {
  const known = all.get(id)
  if (known !== undefined) return known
  const made: Watches = new Map()
  all.set(id, made)
  return made
}

const bookOf = (diagnosis: SessionDiagnosis) => ({
  sessionId: diagnosis.sessionId,
  newId: diagnosis.newId,
  put: (finding: Finding) => putFinding(diagnosis, finding),
})

const othersThan = (people: readonly Person[], person: Person): string[] =>
  people.filter((one) => one !== person && one.state !== 'left').map(({ participantId }) => participantId)

/** Since when somebody else of the call has been connected. */
export function othersSince(people: readonly Person[], person: Person): number | null {
  let since: number | null = null
  for (const one of people) {
    const at = one === person || one.state === 'left' ? null : one.memory.joinedAt
    if (at !== null) since = Math.min(since ?? at, at)
  }
  return since
}

/** Takes an event in and, when it is of a kind that matters, looks at once. `people`: everybody in the call. */
export function diagnoseEvent(
  diagnosis: SessionDiagnosis,
  person: Person,
  event: WireEvent,
  people: readonly Person[],
  at: number,
): void {
  remember(person.memory, event, at)
  if (diagnosedEvents.has(event.type)) lookAtState(diagnosis, person, people, at)
}

/** What states, events and the clock say of one person. */
export function lookAtState(
  diagnosis: SessionDiagnosis,
  person: Person,
  people: readonly Person[],
  nowMs: number,
): void {
  const known = diagnosis.states.get(person.participantId)
  const look = {
    person,
    nowMs,
    others: othersThan(people, person),
    othersSince: othersSince(people, person),
    watching: (known?.size ?? 0) > 0,
  }
  const seen: Observation[] = []
  lookAtConnections(look, seen)
  lookAtJoining(look, seen)
  lookAtDevices(look, seen)
  lookAtPage(look, seen)
  if (seen.length === 0 && known === undefined) return
  observe(bookOf(diagnosis), known ?? watchesOf(diagnosis.states, person.participantId), seen, nowMs, 0)
}

/** What was bad in this look began after the one before, but not longer ago than this. */
const mostIntervalMs = 12_000

/** Most looks find nothing: who else is there and who sends what is worked out only when somebody asks. */
function lookOf(
  diagnosis: SessionDiagnosis,
  person: Person,
  report: DecodedReport,
  people: readonly Person[],
  nowMs: number,
  watching: boolean,
): Look {
  const tracks: [number, TrackQuality][] = []
  for (const { track: number } of report.tracks) {
    const track = person.quality.tracks.get(number)
    if (track !== undefined) tracks.push([number, track])
  }
  let others: readonly string[] | null = null
  return {
    person,
    report,
    nowMs,
    tracks,
    get others() {
      others ??= othersThan(people, person)
      return others
    },
    senderOf: (track) => linksNow(diagnosis, people, nowMs).get(person.participantId)?.get(track) ?? null,
    watching,
  }
}

/** Who sends what, not older than a look at the whole call may be. */
function linksNow(diagnosis: SessionDiagnosis, people: readonly Person[], nowMs: number) {
  if (diagnosis.linkedAt === null || Math.abs(nowMs - diagnosis.linkedAt) >= callEveryMs) {
    diagnosis.links = linksOf(callOf(presentOf(people), nowMs))
    diagnosis.linkedAt = nowMs
  }
  return diagnosis.links
}

const presentOf = (people: readonly Person[]) => people.filter(({ state }) => state !== 'left')

/** What one scored report says of one person. */
export function diagnoseReport(
  diagnosis: SessionDiagnosis,
  person: Person,
  report: DecodedReport,
  people: readonly Person[],
  nowMs: number,
): void {
  diagnosis.isDue = true
  const known = diagnosis.reports.get(person.participantId)
  for (const { rttMs } of person.quality.connections.values())
    if (rttMs !== null) noteRoundTrip(person.history, rttMs, nowMs)
  const look = lookOf(diagnosis, person, report, people, nowMs, (known?.size ?? 0) > 0)
  const sinceLookMs = Math.min(nowMs - (person.history.lookedAt ?? nowMs), mostIntervalMs)
  person.history.lookedAt = nowMs
  const seen: Observation[] = []
  lookAtOutage(look, seen)
  lookAtReceivedSound(look, seen)
  lookAtShrinking(look, seen)
  lookAtPictures(look, seen)
  lookAtDecoding(look, seen)
  lookAtSending(look, seen)
  lookAtCapture(look, seen)
  if (seen.length > 0 || known !== undefined)
    observe(
      bookOf(diagnosis),
      known ?? watchesOf(diagnosis.reports, person.participantId),
      seen,
      nowMs,
      sinceLookMs,
    )
  if (needsClock(diagnosis, person)) lookAtState(diagnosis, person, people, nowMs)
}

/** Whether time alone may change what is known of a person's states. */
export function needsClock(diagnosis: SessionDiagnosis, person: Person): boolean {
  if ((diagnosis.states.get(person.participantId)?.size ?? 0) > 0) return true
  if (person.state === 'no-telemetry') return true
  const { memory } = person
  if (memory.attemptAt !== null && memory.joinedAt === null && memory.leftAt === null) return true
  if (memory.systemMutedAt.audio ?? memory.systemMutedAt.video ?? memory.signalingDownAt ?? memory.hiddenAt)
    return true
  for (const { state, closedAt } of memory.connections.values())
    if (closedAt === null && state !== 'connected') return true
  return false
}

/** How often the whole call is looked at, at the most. */
export const callEveryMs = 2_000

/** Both ends of every stream are joined only where somebody loses or misses something. */
function lookAtCall(people: readonly Person[], nowMs: number, watching: boolean): Observation[] {
  const seen: Observation[] = []
  if (watching || people.some(isTroubled)) {
    const call = callOf(people, nowMs)
    lookAtLoss(call, seen)
    lookAtFlow(call, seen)
  }
  const withoutStreams = { people, streams: [], nowMs }
  lookAtPeople(withoutStreams, seen)
  lookAtChats(withoutStreams, watching, seen)
  return seen
}

/** What only everybody together says: whose loss it is, who misses whom. Then the causes are put in order. */
export function diagnoseCall(diagnosis: SessionDiagnosis, people: readonly Person[], nowMs: number): void {
  if (nowMs - diagnosis.lookedAt >= callEveryMs) {
    const sinceLookMs = Math.min(nowMs - diagnosis.lookedAt, mostIntervalMs)
    diagnosis.lookedAt = nowMs
    diagnosis.isDue = false
    const seen = lookAtCall(presentOf(people), nowMs, diagnosis.call.size > 0)
    if (seen.length > 0 || diagnosis.call.size > 0)
      observe(bookOf(diagnosis), diagnosis.call, seen, nowMs, sinceLookMs)
  }
  if (!diagnosis.changed) return
  for (const moved of reduceToRoot([...diagnosis.findings.values()])) moveFinding(diagnosis, moved)
  diagnosis.changed = false
}

function linksOf({ streams }: Call): SessionDiagnosis['links'] {
  const links: SessionDiagnosis['links'] = new Map()
  for (const { receiver, number, sender, sent } of streams) {
    if (sender === null) continue
    const known = links.get(receiver.participantId) ?? new Map<number, Sent>()
    links.set(receiver.participantId, known)
    known.set(number, { person: sender, tracks: sent })
  }
  return links
}

/** A new place among the causes; the watch must know it, since it tells the next word. */
function moveFinding(diagnosis: SessionDiagnosis, finding: Finding): void {
  putFinding(diagnosis, finding)
  const key = keyOfFinding(finding)
  for (const watches of [diagnosis.call, ...diagnosis.reports.values(), ...diagnosis.states.values()]) {
    const watch = watches.get(key)
    if (watch?.finding?.findingId === finding.findingId) watch.finding = finding
  }
}

/** Somebody left: what was wrong with them is over. What says that they were lost stays. */
export function closePerson(diagnosis: SessionDiagnosis, participantId: string, at: number): void {
  const book = bookOf(diagnosis)
  for (const watch of diagnosis.reports.get(participantId)?.values() ?? []) close(book, watch, at, 'left')
  for (const watch of diagnosis.states.get(participantId)?.values() ?? [])
    if (!outlivesLeaving.has(watch.kind)) close(book, watch, at, 'left')
  for (const watch of diagnosis.call.values())
    if (watch.finding?.participantId === participantId || watch.finding?.aboutId === participantId)
      close(book, watch, at, 'left')
}

const outlivesLeaving: ReadonlySet<string> = new Set(['dropped-call', 'join-failed', 'repeated-rejoins'])

/** The call is over: nothing stays open. */
export function closeDiagnosis(diagnosis: SessionDiagnosis, at: number): void {
  const book = bookOf(diagnosis)
  for (const watches of [diagnosis.call, ...diagnosis.reports.values(), ...diagnosis.states.values()])
    for (const watch of watches.values()) close(book, watch, at, 'left')
  for (const finding of diagnosis.findings.values())
    if (finding.clearedAt === null) putFinding(diagnosis, { ...finding, clearedAt: at, closeReason: 'left' })
}

/** What an earlier engine knew: open episodes go on under their own ids. */
export function resumeFindings(diagnosis: SessionDiagnosis, known: readonly Finding[]): void {
  for (const finding of known) {
    diagnosis.findings.set(finding.findingId, finding)
    if (finding.clearedAt !== null || !isFindingKind(finding.kind)) continue
    const key = keyOfFinding(finding)
    const watch = newWatch(key, finding.kind)
    Object.assign(watch, { finding, peak: finding.severity, badSinceMs: finding.openedAt })
    homeOf(diagnosis, finding).set(key, watch)
  }
}

function homeOf(diagnosis: SessionDiagnosis, { kind, participantId }: Finding): Watches {
  const by = isFindingKind(kind) ? timings[kind].by : 'call'
  if (by === 'call' || participantId === null) return diagnosis.call
  return watchesOf(by === 'report' ? diagnosis.reports : diagnosis.states, participantId)
}
