import { describe, expect, test } from 'vitest'
import type { RowsToWrite } from '#lib/telemetry/batch.ts'
import type { WireReport } from '#lib/telemetry/columns.ts'
import { trackColumns } from '#lib/telemetry/columns.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'
import { createAppLive } from './app-live.ts'
import {
  createLiveParticipant,
  type LiveParticipant,
  participantBand,
  participantView,
} from './live-participant.ts'
import { applyRows, buildAttention, buildTiles, createRegistry, sweep } from './live-registry.ts'
import { createLiveSession, type LiveSession, sessionView } from './live-session.ts'
import { replay } from './replay.ts'

/** A call from committed rows to the wall, on a clock of its own. */
const start = 1_800_000_000_000
const names = { customerName: 'Acme', appName: 'Visits' }

function stage(people = ['ada', 'ben']) {
  const registry = createRegistry(start)
  registry.apps.set('app', createAppLive({ customerId: 'acme', appId: 'app', ...names }))
  const session = createLiveSession({
    customerId: 'acme',
    appId: 'app',
    sessionId: 'call',
    day: '2027-01-15',
    externalId: 'room',
    name: 'Room',
    simulated: false,
    tags: {},
    startedAt: start,
  })
  registry.sessions.set('call', session)
  const all = people.map((name) => join(session, name))
  return { registry, session, people: all }
}

function join(session: LiveSession, name: string): LiveParticipant {
  const one = createLiveParticipant({
    participantId: name,
    externalId: name,
    name,
    role: null,
    client: { browser: 'Chrome', browserVersion: '156.0' },
    tags: { region: 'eu-west' },
    joinedAt: start,
    bootNo: 1,
    heardAt: start,
  })
  session.participants.set(name, one)
  return one
}

/** Opus sound as it arrives: 100 packets in two seconds, of which `lossPct` are concealed. */
function heard(seq: number, at: number, sampleNo: number, lossPct: number): WireReport {
  const cells: Record<string, number> = {
    packetsReceived: sampleNo * 100,
    packetsLost: 0,
    jitter: 0.004,
    bytesReceived: sampleNo * 8_000,
    jitterBufferDelay: sampleNo * 96_000 * 0.05,
    jitterBufferEmittedCount: sampleNo * 96_000,
    totalSamplesReceived: sampleNo * 96_000,
    concealedSamples: (sampleNo * 96_000 * lossPct) / 100,
    silentConcealedSamples: 0,
    concealmentEvents: sampleNo * 2,
    totalAudioEnergy: sampleNo * 0.02,
    totalSamplesDuration: sampleNo * 2,
    audioLevel: 0.1,
  }
  const columns = trackColumns['inbound-audio'].slice(0, 13)
  return [
    seq,
    at,
    [[0, 0, sampleNo * 0.04, sampleNo]],
    [[0, 0, 0, ...columns.map((name) => cells[name] ?? null)]],
  ]
}

const meta = (seq: number, at: number): WireEvent => ({
  seq,
  t: at,
  type: 'track-meta',
  connection: 0,
  track: 0,
  data: { type: 'inbound-audio', connection: 0, mimeType: 'audio/opus', clockRate: 48_000 },
})

function rowsOf(
  one: LiveParticipant,
  at: number,
  reports: WireReport[],
  events: WireEvent[] = [],
): RowsToWrite {
  return {
    binding: {
      customerId: 'acme',
      appId: 'app',
      sessionId: 'call',
      participantId: one.participantId,
      bootNo: 1,
      day: '2027-01-15',
    },
    receivedAt: at,
    reports: reports.map((report) => ({ at: report[1], clamped: false, report })),
    events: events.map((event) => ({ at: event.t, clamped: false, event })),
  }
}
const allNew = (rows: RowsToWrite, committedAt: number) => ({
  reports: rows.reports.map(() => true),
  events: rows.events.map(() => true),
  committedAt,
})

type Stage = ReturnType<typeof stage>

/** `count` samples of two seconds each for everybody, from sample `from` on. */
function talk(
  { registry, session, people }: Stage,
  from: number,
  count: number,
  lossPct: number,
  who = people,
) {
  for (let i = from; i < from + count; i++) {
    const at = start + i * 2_000
    for (const one of who) {
      const events = i === 1 ? [meta(0, at)] : []
      const rows = rowsOf(one, at, [heard(i, at, i, lossPct)], events)
      applyRows(registry, session, one, rows, allNew(rows, at), at)
    }
  }
}
const timeOf = (sample: number) => start + sample * 2_000

describe('a call on the wall', () => {
  test('a healthy call is good and asks for no attention', () => {
    const call = stage()
    talk(call, 1, 15, 0)
    expect(call.session.band).toBe('good')
    expect(buildAttention(call.registry, timeOf(15))).toEqual([])
    expect(buildTiles(call.registry, timeOf(15))[0]).toMatchObject({
      sessions: 1,
      participants: 2,
      byBand: { good: 2, bad: 0 },
    })
  })

  test('a call that loses half its sound is bad within fifteen seconds, with the reason and for whom', () => {
    const call = stage()
    talk(call, 1, 10, 0)
    const [ada] = call.people
    if (ada) talk(call, 11, 7, 50, [ada])
    expect(buildAttention(call.registry, timeOf(17))[0]).toMatchObject({
      name: 'Room',
      band: 'bad',
      reason: 'packet loss',
      affected: 1,
      worstParticipant: 'ada',
    })
  })

  test('somebody of whom nothing was heard yet is unknown, never good', () => {
    const call = stage()
    expect(call.people.map(participantBand)).toEqual(['unknown', 'unknown'])
    expect(buildTiles(call.registry, start)[0]?.byBand).toMatchObject({ good: 0, unknown: 2 })
  })
})

describe('silence', () => {
  test('telemetry that stops makes a good call unknown, and puts it before the operator', () => {
    const call = stage()
    talk(call, 1, 15, 0)
    sweep(call.registry, timeOf(15) + 16_000)
    expect(call.session.band).toBe('unknown')
    expect(call.people.map((one) => participantView(one).state)).toEqual(['no-telemetry', 'no-telemetry'])
    expect(buildAttention(call.registry, timeOf(15) + 16_000)[0]).toMatchObject({
      reason: 'no telemetry',
      affected: 2,
    })
  })

  test('after a minute the silent have left, the call ends as lost, and the app is silent, not idle', () => {
    const call = stage()
    talk(call, 1, 15, 0)
    sweep(call.registry, timeOf(15) + 61_000)
    const swept = sweep(call.registry, timeOf(15) + 72_000)
    expect(swept.ended).toEqual([call.session])
    expect(sessionView(call.session, names)).toMatchObject({ state: 'ended', endReason: 'lost' })
    expect(buildTiles(call.registry, timeOf(15) + 72_000)[0]?.silentSince).toBe(timeOf(15))
  })

  test('silence while we could not hear is held against nobody', () => {
    const call = stage()
    talk(call, 1, 15, 0)
    call.registry.hearingSince = timeOf(15) + 120_000
    sweep(call.registry, timeOf(15) + 121_000)
    expect(call.people.map((one) => one.state)).toEqual(['present', 'present'])
  })

  test('who comes back after a silence is present again', () => {
    const call = stage()
    talk(call, 1, 15, 0)
    sweep(call.registry, timeOf(15) + 20_000)
    talk(call, 26, 1, 0)
    expect(call.people.map((one) => one.state)).toEqual(['present', 'present'])
  })
})

describe('goodbye', () => {
  test('a call whose people left ends as left, scored by its whole course', () => {
    const call = stage()
    talk(call, 1, 20, 0)
    for (const one of call.people) {
      const rows = rowsOf(
        one,
        timeOf(21),
        [],
        [{ seq: 21, t: timeOf(21), type: 'left', data: { reason: 'user' } }],
      )
      applyRows(call.registry, call.session, one, rows, allNew(rows, timeOf(21)), timeOf(21))
    }
    sweep(call.registry, timeOf(21) + 11_000)
    expect(sessionView(call.session, names)).toMatchObject({
      state: 'ended',
      endReason: 'left',
      band: 'good',
      endedAt: timeOf(21),
    })
    expect(call.session.score).toBeGreaterThan(4)
  })

  test('an app whose people said goodbye is idle, not silent', () => {
    const call = stage()
    talk(call, 1, 20, 0)
    for (const one of call.people) {
      const rows = rowsOf(
        one,
        timeOf(21),
        [],
        [{ seq: 21, t: timeOf(21), type: 'left', data: { reason: 'user' } }],
      )
      applyRows(call.registry, call.session, one, rows, allNew(rows, timeOf(21)), timeOf(21))
    }
    expect(buildTiles(call.registry, timeOf(21) + 300_000)[0]?.silentSince).toBeNull()
  })
})

describe('joining', () => {
  const attempt = (call: Stage, events: WireEvent[]) => {
    const one = call.people[0]
    if (!one) return
    const rows = rowsOf(one, start, [], events)
    applyRows(call.registry, call.session, one, rows, allNew(rows, start), start)
  }

  test('an attempt that connects is no failure', () => {
    const call = stage(['ada'])
    attempt(call, [
      { seq: 0, t: start, type: 'join-attempt' },
      { seq: 1, t: start + 900, type: 'joined', data: { ms: 900 } },
    ])
    sweep(call.registry, start + 31_000)
    expect(buildTiles(call.registry, start + 31_000)[0]).toMatchObject({ joinAttempts: 1, joinFailures: 0 })
  })

  test('an attempt that is refused counts once, however often it is told', () => {
    const call = stage(['ada'])
    attempt(call, [
      { seq: 0, t: start, type: 'join-attempt' },
      { seq: 1, t: start + 900, type: 'join-failed', data: { reason: 'permission-denied' } },
      { seq: 2, t: start + 950, type: 'join-failed', data: { reason: 'permission-denied' } },
    ])
    expect(buildTiles(call.registry, start + 1_000)[0]).toMatchObject({
      joinAttempts: 1,
      joinFailures: 1,
      worst: '1 of 1 joins failed',
    })
  })

  test('somebody who was refused is shown as not getting in, not as a lost signal', () => {
    const call = stage(['ada'])
    attempt(call, [
      { seq: 0, t: start, type: 'join-attempt' },
      { seq: 1, t: start + 900, type: 'join-failed', data: { reason: 'permission-denied' } },
    ])
    sweep(call.registry, start + 20_000)
    expect(buildAttention(call.registry, start + 20_000)[0]).toMatchObject({
      band: 'unknown',
      reason: 'could not join',
      painPerMinute: 1,
      painMinutes: 0.3,
    })
  })

  test('an attempt that never connects has failed after half a minute', () => {
    const call = stage(['ada'])
    attempt(call, [{ seq: 0, t: start, type: 'join-attempt' }])
    sweep(call.registry, start + 31_000)
    expect(buildTiles(call.registry, start + 31_000)[0]?.joinFailures).toBe(1)
  })
})

describe('what comes twice or late', () => {
  test('a report that was on disk already changes nothing', () => {
    const call = stage()
    talk(call, 1, 15, 0)
    const [ada] = call.people
    if (!ada) return
    const before = participantView(ada)
    const rows = rowsOf(ada, timeOf(16), [heard(15, timeOf(15), 15, 90)])
    const applied = applyRows(
      call.registry,
      call.session,
      ada,
      rows,
      { reports: [false], events: [], committedAt: 0 },
      timeOf(16),
    )
    expect(applied.points).toEqual([])
    expect(participantView(ada)).toEqual(before)
  })

  test('a report from ten minutes ago is history: it does not touch the live score', () => {
    const call = stage()
    talk(call, 1, 15, 0)
    const [ada] = call.people
    if (!ada) return
    const rows = rowsOf(ada, timeOf(400), [heard(16, timeOf(16), 16, 90)])
    const applied = applyRows(call.registry, call.session, ada, rows, allNew(rows, timeOf(400)), timeOf(400))
    expect(applied.points).toEqual([])
  })

  test('a call scores the same when its stored rows are replayed', () => {
    const call = stage()
    talk(call, 1, 12, 0)
    const live = call.people.map((one) => one.step?.values)
    const again = stage()
    const stored = again.people.flatMap((one) =>
      Array.from({ length: 12 }, (_, i) => ({
        participantId: one.participantId,
        bootNo: 1,
        seq: i + 1,
        at: timeOf(i + 1),
        payload: JSON.stringify(heard(i + 1, timeOf(i + 1), i + 1, 0)),
      })),
    )
    const events = again.people.map((one) => ({
      participantId: one.participantId,
      bootNo: 1,
      seq: 0,
      at: timeOf(1),
      type: 'track-meta',
      connection: 0,
      track: 0,
      data: meta(0, timeOf(1)).data ?? {},
    }))
    const points = replay(again.session, stored.reverse(), events)
    expect(points).toHaveLength(24)
    expect(again.people.map((one) => one.step?.values)).toEqual(live)
  })
})

test('an app whose people drop out of good calls is not healthy', () => {
  const everybody = Array.from({ length: 30 }, (_, i) => `p${i}`)
  const call = stage(everybody)
  for (const one of call.people) {
    const rows = rowsOf(
      one,
      start,
      [],
      [
        { seq: 900, t: start, type: 'join-attempt' },
        { seq: 901, t: start, type: 'joined' },
      ],
    )
    applyRows(call.registry, call.session, one, rows, allNew(rows, start), start)
  }
  talk(call, 1, 65, 0)
  const calm = buildTiles(call.registry, timeOf(65))[0]
  expect(calm?.healthBand).toBe('good')
  sweep(call.registry, timeOf(65) + 61_000)
  expect(buildTiles(call.registry, timeOf(65) + 61_000)[0]).toMatchObject({ healthBand: 'bad', health: 0 })
})

test('a tile that did not change is the same object, so that nothing is sent', () => {
  const call = stage()
  talk(call, 1, 15, 0)
  const [first] = buildTiles(call.registry, timeOf(15))
  const [second] = buildTiles(call.registry, timeOf(15) + 900)
  expect(second).toBe(first)
})
