import { createSessionDiagnosis } from '#lib/diagnosis/session-diagnosis.ts'
import type { RowsToWrite } from '#lib/telemetry/batch.ts'
import type { WireReport } from '#lib/telemetry/columns.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'
import { createAppLive } from './app-live.ts'
import { createLiveParticipant, finishMinute, type LiveParticipant } from './live-participant.ts'
import { applyRows, createRegistry, type PendingMinute, sweep } from './live-registry.ts'
import { closeSession, createLiveSession, type LiveSession, reopenSession } from './live-session.ts'

/** What one participant's SDK sent, or would have sent. Times are epoch ms on one clock for all. */
export type RecordedPerson = {
  participantId: string
  externalId: string
  name: string | null
  role?: string | null
  client?: Record<string, unknown>
  tags?: Record<string, string>
  /** false for dumps that do not tell when somebody mutes */
  tellsMute?: boolean
  reports: readonly WireReport[]
  events: readonly WireEvent[]
  /** numbers of the runs of the SDK, where the caller has given them; and `seq` at which each but the first begins */
  bootNos?: readonly number[]
  restartsAt?: readonly number[]
}
export type RecordedCall = {
  about: Pick<
    LiveSession,
    'customerId' | 'appId' | 'sessionId' | 'day' | 'externalId' | 'name' | 'simulated' | 'tags'
  >
  startedAt: number
  people: readonly RecordedPerson[]
}
export type ReplayedCall = { session: LiveSession; minutes: PendingMinute[] }

const tickMs = 1_000
/** Reports further apart than this are no call any more; the clock does not tick through the night. */
const mostTicks = 6 * 3_600

/**
 * Runs a recorded call through the very steps of a live one, its own clock ticking once a second, so that an import
 * and the call itself get the same scores and findings. The end of a recording is not the end of anybody's connection:
 * who is still there is not lost.
 */
export function replayCall(call: RecordedCall, newId: () => string): ReplayedCall {
  const steps = replaySteps(call, newId)
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** Items between two breaths: some tens of milliseconds. */
const itemsPerStep = 25

/** The same in short steps, for a process that has other work to do in between. */
export function* replaySteps(call: RecordedCall, newId: () => string): Generator<void, ReplayedCall> {
  const registry = createRegistry(call.startedAt)
  const session = createLiveSession({ ...call.about, startedAt: call.startedAt })
  session.diagnosis = createSessionDiagnosis(session.sessionId, newId)
  registry.sessions.set(session.sessionId, session)
  const { customerId, appId } = call.about
  registry.apps.set(appId, createAppLive({ customerId, appId, customerName: '', appName: '' }))
  const items = itemsOf(call)
  const isQuiet = waitingPeople(call)
  let clock = call.startedAt
  for (const [i, { at, seq, person, bootNo: place, report, event }] of items.entries()) {
    for (let ticks = 0; clock + tickMs <= at && ticks < mostTicks && session.endedAt === null; ticks++) {
      clock += tickMs
      for (const one of session.participants.values()) if (isQuiet(one, clock)) one.heardAt = clock
      sweep(registry, clock)
    }
    clock = Math.max(clock, at - tickMs)
    if (session.endedAt !== null) reopenSession(session)
    const bootNo = bootNoOf(person, place, seq)
    const one = session.participants.get(person.participantId) ?? enter(session, person, bootNo, at)
    applyRows(registry, session, one, rowsOf(call, person, bootNo, at, report, event), written(report), at)
    if (i % itemsPerStep === itemsPerStep - 1) yield
  }
  end(session, items.at(-1)?.at ?? call.startedAt)
  for (const one of session.participants.values()) {
    const minute = finishMinute(one)
    if (minute) registry.minutes.push({ ...minute, session, participantId: one.participantId })
  }
  return { session, minutes: registry.minutes }
}

/** The run of the SDK an item is of. */
function bootNoOf({ bootNos, restartsAt = [] }: RecordedPerson, place: number, seq: number): number {
  const run = restartsAt.filter((start) => seq >= start).length
  return bootNos?.[run] ?? place + run / 1_000
}

/** A page that has not begun to sample has nothing to say while it waits; it is quiet, not gone. */
function waitingPeople({ people }: RecordedCall): (one: LiveParticipant, now: number) => boolean {
  const until = new Map(
    people.map(({ participantId, reports, events }) => [
      participantId,
      reports[0]?.[1] ?? events.at(-1)?.t ?? 0,
    ]),
  )
  return ({ participantId, state }, now) => state !== 'left' && now <= (until.get(participantId) ?? 0)
}

function end(session: LiveSession, at: number) {
  if (session.endedAt !== null) return
  for (const one of session.participants.values()) {
    if (one.state === 'left') continue
    Object.assign(one, {
      state: 'left',
      stateSince: at,
      leftAt: at,
      leftReason: 'end-of-recording',
      view: null,
    })
  }
  closeSession(session, at, 'left')
}

type Item = {
  at: number
  seq: number
  person: RecordedPerson
  bootNo: number
  report: WireReport | null
  event: WireEvent | null
}

function itemsOf({ people }: RecordedCall): Item[] {
  const items = people.flatMap((person, i): Item[] => [
    ...person.reports.map((report) => ({
      at: report[1],
      seq: report[0],
      person,
      bootNo: i + 1,
      report,
      event: null,
    })),
    ...person.events.map((event) => ({
      at: event.t,
      seq: event.seq,
      person,
      bootNo: i + 1,
      report: null,
      event,
    })),
  ])
  return items.sort((a, b) => a.at - b.at || a.seq - b.seq)
}

function enter(session: LiveSession, person: RecordedPerson, bootNo: number, at: number) {
  const one = createLiveParticipant({
    participantId: person.participantId,
    externalId: person.externalId,
    name: person.name,
    role: person.role ?? null,
    client: person.client ?? {},
    tags: person.tags ?? {},
    ...(person.tellsMute === undefined ? {} : { tellsMute: person.tellsMute }),
    joinedAt: at,
    bootNo,
    heardAt: at,
  })
  one.intervalMs = intervalOf(person.reports)
  session.participants.set(person.participantId, one)
  return one
}

/** A recording may be sparser than the SDK: silence is measured by its own usual distance. */
function intervalOf(reports: readonly WireReport[]): number {
  const steps = reports.slice(1).map((report, i) => report[1] - (reports[i]?.[1] ?? report[1]))
  const usual = steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 5_000
  return Math.max(5_000, usual)
}

function rowsOf(
  { about }: RecordedCall,
  person: RecordedPerson,
  bootNo: number,
  at: number,
  report: WireReport | null,
  event: WireEvent | null,
): RowsToWrite {
  const { customerId, appId, sessionId, day } = about
  return {
    binding: { customerId, appId, sessionId, participantId: person.participantId, bootNo, day },
    receivedAt: at,
    reports: report === null ? [] : [{ at, clamped: false, report }],
    events: event === null ? [] : [{ at, clamped: false, event }],
  }
}

const written = (report: WireReport | null) => ({
  reports: report === null ? [] : [true],
  events: report === null ? [true] : [],
  committedAt: 0,
})
