import { describe, expect, test } from 'vitest'
import { createSessionDiagnosis } from '#lib/diagnosis/session-diagnosis.ts'
import type { RowsToWrite } from '#lib/telemetry/batch.ts'
import { trackColumns, type WireReport } from '#lib/telemetry/columns.ts'
import type { EventData, WireEvent } from '#lib/telemetry/event-types.ts'
import { createAppLive } from './app-live.ts'
import { participantSchema } from './contract.ts'
import { createLiveParticipant, type LiveParticipant, participantView } from './live-participant.ts'
import { applyRows, buildAttention, buildTiles, createRegistry, sweep } from './live-registry.ts'
import { createLiveSession, sessionView } from './live-session.ts'
import { replay, type StoredEvent, type StoredReport } from './replay.ts'

/** A chat from committed rows to the wall, on a clock of its own. */
const start = 1_800_000_000_000
const names = { customerName: 'Acme', appName: 'Support' }
const second = (s: number) => start + s * 1_000
type Line = { at: number; report?: WireReport; event?: WireEvent }

function room() {
  return createLiveSession({
    customerId: 'acme',
    appId: 'app',
    sessionId: 'chat',
    day: '2027-01-15',
    externalId: 'ticket-7',
    name: 'Ticket 7',
    simulated: false,
    tags: {},
    startedAt: start,
  })
}

function person(participantId: string): LiveParticipant {
  return createLiveParticipant({
    participantId,
    externalId: participantId,
    name: participantId,
    role: null,
    client: {},
    tags: {},
    joinedAt: start,
    bootNo: 1,
    heardAt: start,
  })
}

function stage() {
  const registry = createRegistry(start)
  registry.apps.set('app', createAppLive({ customerId: 'acme', appId: 'app', ...names }))
  const session = room()
  let ids = 0
  session.diagnosis = createSessionDiagnosis('chat', () => `finding-${ids++}`)
  registry.sessions.set('chat', session)
  const one = person('ada')
  session.participants.set('ada', one)
  const seq = { next: 0 }
  const told: Line[] = []
  const tell = (lines: Line[], now: number) => {
    told.push(...lines)
    const rows: RowsToWrite = {
      binding: {
        customerId: 'acme',
        appId: 'app',
        sessionId: 'chat',
        participantId: 'ada',
        bootNo: 1,
        day: '2027-01-15',
      },
      receivedAt: now,
      reports: lines.flatMap(({ at, report }) => (report ? [{ at, clamped: false, report }] : [])),
      events: lines.flatMap(({ at, event }) => (event ? [{ at, clamped: false, event }] : [])),
    }
    const written = {
      reports: rows.reports.map(() => true),
      events: rows.events.map(() => true),
      committedAt: now,
    }
    return applyRows(registry, session, one, rows, written, now)
  }
  const event = (s: number, type: WireEvent['type'], data?: EventData, connection?: number) =>
    tell(
      [
        {
          at: second(s),
          event: {
            seq: seq.next++,
            t: second(s),
            type,
            ...(data ? { data } : {}),
            ...(connection === undefined ? {} : { connection }),
          },
        },
      ],
      second(s),
    )
  const alive = (s: number) => tell([{ at: second(s), report: [seq.next++, second(s), [], []] }], second(s))
  return { registry, session, one, event, alive, told, seq, tell }
}
type Stage = ReturnType<typeof stage>

/** The same chat once more, from what Postgres would have kept of it. */
function replayed({ told }: Stage) {
  const session = room()
  let ids = 0
  session.diagnosis = createSessionDiagnosis('chat', () => `again-${ids++}`)
  session.participants.set('ada', person('ada'))
  const row = { participantId: 'ada', bootNo: 1 }
  const reports: StoredReport[] = told.flatMap(({ at, report }) =>
    report ? [{ ...row, seq: report[0], at, payload: JSON.stringify(report) }] : [],
  )
  const events: StoredEvent[] = told.flatMap(({ at, event }) =>
    event
      ? [
          {
            ...row,
            seq: event.seq,
            at,
            type: event.type,
            connection: null,
            track: null,
            data: event.data ?? {},
          },
        ]
      : [],
  )
  replay(session, reports, events)
  return { session }
}

/** One message a second, confirmed after `ms`, or refused; a sign of life every two seconds. */
function talk({ event, alive }: Stage, from: number, to: number, ms: number | 'refused') {
  for (let s = from; s < to; s++) {
    event(s, 'chat', { op: 'sent', id: `m${s}` })
    if (ms === 'refused') event(s + 0.2, 'chat', { op: 'failed', id: `m${s}` })
    else event(s + Math.min(0.9, ms / 1_000), 'chat', { op: 'acked', id: `m${s}`, ms })
    if (s % 2 === 1) alive(s + 0.95)
  }
}

/** Sound that arrives unharmed, as in a call beside the chat. */
function sound(sampleNo: number, at: number, seq: number): WireReport {
  const cells: Record<string, number> = {
    packetsReceived: sampleNo * 100,
    packetsLost: 0,
    jitter: 0.004,
    bytesReceived: sampleNo * 8_000,
    jitterBufferDelay: sampleNo * 96_000 * 0.05,
    jitterBufferEmittedCount: sampleNo * 96_000,
    totalSamplesReceived: sampleNo * 96_000,
    concealedSamples: 0,
    silentConcealedSamples: 0,
    concealmentEvents: 0,
    totalAudioEnergy: sampleNo * 0.02,
    totalSamplesDuration: sampleNo * 2,
    audioLevel: 0.1,
  }
  const row = trackColumns['inbound-audio'].slice(0, 13).map((name) => cells[name] ?? null)
  return [seq, at, [[0, 0, sampleNo * 0.04, sampleNo]], [[0, 0, 0, ...row]]]
}

function callWithChat(call: Stage, seconds: number, ms: number | 'refused') {
  call.event(0, 'connection-created', {}, 0)
  call.event(0, 'connection-state', { state: 'connected' }, 0)
  call.event(
    0,
    'track-meta',
    { type: 'inbound-audio', connection: 0, mimeType: 'audio/opus', clockRate: 48_000 },
    0,
  )
  for (let s = 1; s < seconds; s++) {
    call.event(s, 'chat', { op: 'sent', id: `m${s}` })
    call.event(
      s + 0.2,
      'chat',
      ms === 'refused' ? { op: 'failed', id: `m${s}` } : { op: 'acked', id: `m${s}`, ms },
    )
    if (s % 2 === 0)
      call.tell([{ at: second(s), report: sound(s / 2, second(s), call.seq.next++) }], second(s))
  }
}

describe('a chat without a call', () => {
  test('is there, good and scored on every chart, and asks for no attention', () => {
    const chat = stage()
    chat.event(0, 'join-attempt')
    talk(chat, 1, 40, 200)
    const view = participantView(chat.one)
    expect(view).toMatchObject({ state: 'present', score: 4.5, band: 'good', reason: null, tracks: [] })
    expect(view.chat).toMatchObject({
      used: true,
      band: 'good',
      pending: 0,
      recent: { failed: 0 },
      whole: { acked: 39 },
    })
    expect(chat.session.band).toBe('good')
    expect(chat.alive(41).points[0]?.values[0]).toBe(4.5)
    expect(buildAttention(chat.registry, second(41))).toEqual([])
    expect(buildTiles(chat.registry, second(41))[0]).toMatchObject({
      sessions: 1,
      byBand: { good: 1, unknown: 0 },
    })
  })

  test('that never connected a call has joined, and counts as no failure', () => {
    const chat = stage()
    chat.event(0, 'join-attempt')
    talk(chat, 1, 32, 200)
    sweep(chat.registry, second(32))
    expect(chat.one.joinFailed).toBe(false)
    expect(buildTiles(chat.registry, second(32))[0]).toMatchObject({ joinAttempts: 1, joinFailures: 0 })
  })

  test('whose messages are refused is bad within ten seconds and says why', () => {
    const chat = stage()
    talk(chat, 1, 40, 200)
    talk(chat, 40, 50, 'refused')
    expect(participantView(chat.one)).toMatchObject({ band: 'bad', reason: 'messages failed' })
    expect(buildAttention(chat.registry, second(50))[0]).toMatchObject({
      band: 'bad',
      reason: 'messages failed',
      affected: 1,
    })
    expect(sessionView(chat.session, names)).toMatchObject({ band: 'bad', reason: 'messages failed' })
  })

  test('in which nobody writes is unknown, never good', () => {
    const chat = stage()
    talk(chat, 1, 10, 200)
    for (let s = 10; s < 120; s += 2) chat.alive(s)
    expect(participantView(chat.one)).toMatchObject({ state: 'present', score: null, band: 'unknown' })
    expect(chat.session.band).toBe('unknown')
    expect(participantView(chat.one).chat).toMatchObject({
      score: null,
      band: 'unknown',
      whole: { acked: 9 },
    })
  })

  test('in the background, where browsers slow a page down, is unknown for a while and not lost', () => {
    const chat = stage()
    talk(chat, 1, 10, 200)
    chat.event(10, 'visibility', { state: 'hidden' })
    sweep(chat.registry, second(80))
    expect(participantView(chat.one)).toMatchObject({ state: 'no-telemetry', band: 'unknown' })
    chat.alive(81)
    expect(participantView(chat.one).state).toBe('present')
    sweep(chat.registry, second(262))
    expect(participantView(chat.one)).toMatchObject({ state: 'left', leftReason: 'lost' })
  })

  test('is judged by its own events where no report comes', () => {
    const chat = stage()
    for (let s = 1; s < 20; s++) chat.event(s, 'chat', { op: 'failed', id: `m${s}` })
    expect(chat.one).toMatchObject({ state: 'present', band: 'bad' })
  })

  test('keeps the verdict on the whole stay when the person has left', () => {
    const chat = stage()
    talk(chat, 1, 40, 200)
    talk(chat, 40, 50, 'refused')
    chat.event(51, 'left', { reason: 'user' })
    const view = participantView(chat.one)
    expect(view.state).toBe('left')
    expect(view.chat).toMatchObject({ reason: 'messages failed', recent: null, whole: { failed: 10 } })
    expect(view.chat?.score).toBeLessThan(4)
  })

  test('scores the same when it is replayed', () => {
    const chat = stage()
    talk(chat, 1, 30, 200)
    chat.event(30, 'chat', { op: 'disconnected' })
    for (let s = 31; s < 39; s += 2) chat.alive(s)
    chat.event(39, 'chat', { op: 'reconnected' })
    talk(chat, 40, 60, 'refused')
    const { session } = replayed(chat)
    const again = session.participants.get('ada')
    expect(again && participantView(again)).toEqual(participantView(chat.one))
  })
})
/** Every finding so far as a line: kind, severity, when it began, was raised and cleared, in seconds. */
const findingsOf = ({ session }: Pick<Stage, 'session'>) =>
  [...(session.diagnosis?.findings.values() ?? [])].map(
    ({ kind, severity, openedAt, raisedAt, clearedAt, rank, explainedBy }) => ({
      kind,
      severity,
      opened: Math.round((openedAt - start) / 1_000),
      raised: Math.round((raisedAt - start) / 1_000),
      cleared: clearedAt === null ? null : Math.round((clearedAt - start) / 1_000),
      rank,
      explained: explainedBy !== null,
    }),
  )

describe('what is found in a chat', () => {
  test('nothing, while it is well; and who only chats has not failed to join a call', () => {
    const chat = stage()
    chat.event(0, 'join-attempt')
    talk(chat, 1, 60, 200)
    for (let s = 61; s < 80; s += 2) {
      chat.alive(s)
      sweep(chat.registry, second(s))
    }
    expect(findingsOf(chat)).toEqual([])
    expect(participantView(chat.one).join).toBeNull()
  })

  test('messages that are refused are found within ten seconds, and no more half a minute after the last left the window', () => {
    const chat = stage()
    talk(chat, 1, 60, 200)
    talk(chat, 60, 80, 'refused')
    const [open] = findingsOf(chat)
    expect(open).toMatchObject({ kind: 'chat-messages-failing', cleared: null, rank: 1 })
    expect(open?.raised).toBeLessThan(70)
    talk(chat, 80, 170, 200)
    const [closed] = findingsOf(chat)
    expect(findingsOf(chat)).toHaveLength(1)
    expect(closed?.cleared).toBeGreaterThanOrEqual(135)
    expect(closed?.cleared).toBeLessThan(165)
  })

  test('a line that is down is found five seconds later and cleared when it is up again', () => {
    const chat = stage()
    talk(chat, 1, 30, 200)
    chat.event(30, 'chat', { op: 'disconnected' })
    for (let s = 31; s < 50; s += 2) chat.alive(s)
    expect(findingsOf(chat)).toMatchObject([
      { kind: 'chat-disconnected', severity: 'major', opened: 30, cleared: null, rank: 1 },
    ])
    expect(findingsOf(chat)[0]?.raised).toBeLessThanOrEqual(37)
    chat.event(50, 'chat', { op: 'reconnected' })
    talk(chat, 51, 70, 200)
    expect(findingsOf(chat)).toHaveLength(1)
    expect(findingsOf(chat)[0]?.cleared).toBeLessThanOrEqual(56)
  })

  test('messages that fail because the line is down are folded under it', () => {
    const chat = stage()
    talk(chat, 1, 30, 200)
    chat.event(30, 'chat', { op: 'disconnected' })
    talk(chat, 31, 60, 'refused')
    expect(findingsOf(chat)).toMatchObject([
      { kind: 'chat-disconnected', explained: false, rank: 1 },
      { kind: 'chat-messages-failing', explained: true, rank: null },
    ])
  })

  test('is the same when the chat is replayed', () => {
    const chat = stage()
    talk(chat, 1, 40, 200)
    talk(chat, 40, 70, 'refused')
    talk(chat, 70, 160, 200)
    const again = replayed(chat)
    const [[told], [found]] = [findingsOf(chat), findingsOf(again)]
    expect(findingsOf(again)).toHaveLength(1)
    expect(found).toMatchObject({ kind: told?.kind, severity: told?.severity })
    for (const moment of ['opened', 'raised', 'cleared'] as const)
      expect(Math.abs((found?.[moment] ?? 0) - (told?.[moment] ?? 0)), moment).toBeLessThanOrEqual(2)
  })
})

describe('a chat beside a call', () => {
  test('leaves the score of sound alone and stands beside it', () => {
    const call = stage()
    callWithChat(call, 40, 'refused')
    const view = participantView(call.one)
    expect(view).toMatchObject({ band: 'good', reason: null })
    expect(view.chat).toMatchObject({ band: 'bad', reason: 'messages failed' })
  })

  test('makes the call poor when it is bad, and nothing when it is not', () => {
    const bad = stage()
    callWithChat(bad, 40, 'refused')
    expect(bad.session).toMatchObject({ band: 'poor', reason: 'messages failed' })
    expect(buildAttention(bad.registry, second(40))[0]).toMatchObject({ band: 'poor', affected: 1 })
    const fair = stage()
    callWithChat(fair, 40, 3_000)
    expect(fair.one.chat?.verdict?.band).toBe('fair')
    expect(fair.session).toMatchObject({ band: 'good', reason: null })
  })
})

describe('what screens are told of a chat', () => {
  test('fits the contract, and a view saved before there were chats still does', () => {
    const chat = stage()
    talk(chat, 1, 10, 200)
    chat.event(11, 'data-channel', { label: 'x'.repeat(500), state: 'open' }, 0)
    const { chat: _chat, ...old } = participantView(chat.one)
    expect(participantSchema.parse(participantView(chat.one))).toEqual(participantView(chat.one))
    expect(participantSchema.parse(old).chat).toBeNull()
  })
})
