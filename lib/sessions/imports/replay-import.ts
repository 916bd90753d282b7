import { createSessionDiagnosis } from '#lib/diagnosis/session-diagnosis.ts'
import type { RowsToWrite, Written } from '#lib/telemetry/batch.ts'
import type { WireReport } from '#lib/telemetry/columns.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'
import {
  createLiveParticipant,
  finishMinute,
  hear,
  type LiveParticipant,
  setState,
} from '../live-participant.ts'
import { applyRows, createRegistry, type LiveRegistry, type PendingMinute, sweep } from '../live-registry.ts'
import {
  closeSession,
  createLiveSession,
  isPerson,
  type LiveSession,
  reopenSession,
} from '../live-session.ts'

/** One end of an imported call, already named by our ids. */
export type ImportedEnd = {
  participantId: string
  externalId: string
  name: string | null
  client: Record<string, unknown>
  /** runs of the SDK, oldest first; a dump has one */
  runs: { bootNo: number; reports: WireReport[]; events: WireEvent[] }[]
}

export type ImportHead = {
  customerId: string
  appId: string
  sessionId: string
  day: string
  externalId: string
  name: string | null
  startedAt: number
  importedFrom: string
  newId: () => string
}

/** A call that is over, with everything that is kept of it. */
export type Replayed = { session: LiveSession; minutes: PendingMinute[] }

const tickMs = 1_000
/** After so long without a word everybody is lost and the call has ended: the clock may leap to the next word. */
const quietMs = 120_000

/**
 * Lets a dump happen again: its items reach a registry of its own one second after another, and that clock's changes
 * with them, so scores, leases and findings come about exactly as in a live call. Nothing of it is counted anywhere
 * else. `pause` is awaited after every `pauseEvery` seconds of the call, so that other work gets its turn.
 */
export async function replayImport(
  head: ImportHead,
  ends: readonly ImportedEnd[],
  pause: () => Promise<void> = async () => {},
  pauseEvery = 120,
): Promise<Replayed> {
  const registry = createRegistry(head.startedAt)
  const session = openSession(head)
  registry.sessions.set(session.sessionId, session)
  const feed = createFeed(ends)
  let now = Math.floor(head.startedAt)
  for (let ticks = 1; feed.nextAt() !== null; ticks++) {
    const next = feed.nextAt() ?? now
    now = next - now > quietMs ? next : now + tickMs
    for (const { end, rows } of feed.take(now)) deliver(registry, session, end, rows, now)
    for (const end of feed.waiting()) hearAgain(session, end, now)
    sweep(registry, now)
    if (ticks % pauseEvery === 0) await pause()
  }
  finish(registry, session, now)
  return { session, minutes: registry.minutes }
}

function openSession(head: ImportHead): LiveSession {
  const session = createLiveSession({ ...head, simulated: false, tags: {} })
  session.source = 'imported'
  session.importedFrom = head.importedFrom
  session.diagnosis = createSessionDiagnosis(head.sessionId, head.newId)
  return session
}

function hearAgain(session: LiveSession, end: ImportedEnd, now: number) {
  const one = session.participants.get(end.participantId)
  if (one && one.state !== 'left') hear(one, now)
}

type Item = { at: number; bootNo: number; report: WireReport | null; event: WireEvent | null }
type Delivery = { end: ImportedEnd; rows: { bootNo: number; reports: WireReport[]; events: WireEvent[] } }

/** Hands out what has happened by a time, in the order of each end's own sequence. */
function createFeed(ends: readonly ImportedEnd[]) {
  const queues = ends.map((end) => ({ end, items: itemsOf(end), next: 0, hasReported: false }))

  function nextAt(): number | null {
    let first: number | null = null
    for (const { items, next } of queues) {
      const at = items[next]?.at
      if (at !== undefined && (first === null || at < first)) first = at
    }
    return first
  }

  function take(until: number): Delivery[] {
    return queues.flatMap((queue) => {
      const due: Item[] = []
      for (let item = queue.items[queue.next]; item && item.at <= until; item = queue.items[queue.next]) {
        due.push(item)
        queue.next++
        queue.hasReported ||= item.report !== null
      }
      return [...new Set(due.map(({ bootNo }) => bootNo))].map((bootNo) => ({
        end: queue.end,
        rows: rowsOf(
          bootNo,
          due.filter((item) => item.bootNo === bootNo),
        ),
      }))
    })
  }

  /** Ends whose log goes on though no sample was taken yet: a page that waits to connect is quiet, not gone. */
  const waiting = () =>
    queues.filter(({ items, next, hasReported }) => next < items.length && !hasReported).map(({ end }) => end)

  return { nextAt, take, waiting }
}

function rowsOf(bootNo: number, items: readonly Item[]): Delivery['rows'] {
  return {
    bootNo,
    reports: items.flatMap(({ report }) => (report ? [report] : [])),
    events: items.flatMap(({ event }) => (event ? [event] : [])),
  }
}

/** By run and sequence; a time that goes back is held at the newest before it, as the clock that is replayed cannot. */
function itemsOf({ runs }: ImportedEnd): Item[] {
  let newest = 0
  return runs.flatMap(({ bootNo, reports, events }) =>
    [
      ...reports.map((report) => ({ seq: report[0], t: report[1], report, event: null })),
      ...events.map((event) => ({ seq: event.seq, t: event.t, report: null, event })),
    ]
      .sort((a, b) => a.seq - b.seq)
      .map(({ t, report, event }) => {
        newest = Math.max(newest, t)
        return { at: newest, bootNo, report, event }
      }),
  )
}

function deliver(
  registry: LiveRegistry,
  session: LiveSession,
  end: ImportedEnd,
  { bootNo, reports, events }: Delivery['rows'],
  now: number,
) {
  if (session.endedAt !== null) reopenSession(session)
  const one = session.participants.get(end.participantId) ?? join(session, end, now)
  const rows: RowsToWrite = {
    binding: {
      customerId: session.customerId,
      appId: session.appId,
      sessionId: session.sessionId,
      participantId: end.participantId,
      bootNo,
      day: session.day,
    },
    receivedAt: now,
    reports: reports.map((report) => ({ at: report[1], clamped: false, report })),
    events: events.map((event) => ({ at: event.t, clamped: false, event })),
  }
  const written: Written = {
    reports: reports.map(() => true),
    events: events.map(() => true),
    committedAt: now,
  }
  applyRows(registry, session, one, rows, written, now)
}

function join(session: LiveSession, end: ImportedEnd, now: number): LiveParticipant {
  const one = createLiveParticipant({
    participantId: end.participantId,
    externalId: end.externalId,
    name: end.name,
    role: null,
    client: end.client,
    tags: {},
    joinedAt: firstAt(end),
    bootNo: end.runs[0]?.bootNo ?? 0,
    heardAt: now,
  })
  one.intervalMs = intervalOf(end)
  session.participants.set(end.participantId, one)
  return one
}

const firstAt = (end: ImportedEnd) => itemsOf(end)[0]?.at ?? 0

/** A dump that looks rarely is no participant who falls silent: leases follow the pace at which it looked. */
function intervalOf({ runs }: ImportedEnd): number {
  const gaps = runs
    .flatMap(({ reports }) => reports.map((report, i) => report[1] - (reports[i - 1]?.[1] ?? report[1])))
    .filter((gap) => gap > 0)
    .sort((a, b) => a - b)
  const usual = gaps[Math.floor(gaps.length / 2)] ?? 0
  return Math.min(60_000, Math.max(5_000, usual * 1.5))
}

/** The dump ends here: nobody said goodbye, nobody was lost. */
function finish(registry: LiveRegistry, session: LiveSession, now: number) {
  for (const one of session.participants.values()) {
    if (one.state === 'left') continue
    setState(one, 'left', now)
    one.leftAt = now
    const minute = finishMinute(one)
    if (minute) registry.minutes.push({ ...minute, session, participantId: one.participantId })
  }
  if (session.endedAt !== null) return
  const people = [...session.participants.values()].filter(isPerson)
  const last = Math.max(session.startedAt, ...people.map((one) => one.leftAt ?? now))
  closeSession(session, last, 'left')
}
