import { beforeEach, describe, expect, test } from 'vitest'
import type { Finding } from '#lib/diagnosis/contract.ts'
import { createSessionDiagnosis, putFinding } from '#lib/diagnosis/session-diagnosis.ts'
import { createLiveParticipant, type LiveParticipant } from '../live-participant.ts'
import { createLiveSession, type LiveSession } from '../live-session.ts'
import { createFleetWatch, type FleetWatch, fleetRows, sampleFleet } from './fleet-watch.ts'
import { failedToJoin } from './outcomes.ts'

const noon = Date.UTC(2026, 10, 24, 12)
let session: LiveSession
let ada: LiveParticipant
let watch: FleetWatch
let now = noon

beforeEach(() => {
  now = noon
  session = createLiveSession({
    customerId: 'acme',
    appId: 'visits',
    sessionId: 'call',
    day: '2026-11-24',
    externalId: 'room',
    name: null,
    simulated: false,
    tags: { region: 'eu-west', sfu: 'sfu-1' },
    startedAt: noon,
  })
  session.diagnosis = createSessionDiagnosis('call', () => 'f')
  ada = createLiveParticipant({
    participantId: 'ada',
    externalId: 'ada',
    name: null,
    role: null,
    client: { browser: 'Chrome', browserVersion: '156.0.3', appVersion: '3.8.0' },
    tags: { site: 'hq', region: 'us-east' },
    joinedAt: noon,
    bootNo: 1,
    heardAt: noon,
  })
  ada.state = 'present'
  ada.band = 'good'
  session.participants.set('ada', ada)
  watch = createFleetWatch()
  sampleFleet(watch, { sessions: new Map([['call', session]]) }, now)
})

function pass(seconds: number) {
  for (let i = 0; i < seconds; i += 5) {
    now += 5_000
    sampleFleet(watch, { sessions: new Map([['call', session]]) }, now)
  }
}
const row = () => fleetRows(watch, now)[0]

describe('a live participant in the window', () => {
  test('says nothing before a minute, then what it shares', () => {
    pass(55)
    expect(row()).toBeUndefined()
    pass(5)
    expect(row()).toMatchObject({
      activeMs: 60_000,
      bad: { any: false, loss: false, connect: null },
      values: {
        site: 'acme\u001fhq',
        region: 'us-east',
        sfu: 'sfu-1',
        browserMajor: 'Chrome 156',
        appVersion: 'acme\u001fvisits\u001f3.8.0',
        turn: null,
        relay: null,
      },
    })
  })

  test('is bad with half a minute of it, and says since when', () => {
    pass(200)
    ada.band = 'bad'
    pass(25)
    expect(row()?.bad.any).toBe(false)
    pass(5)
    expect(row()).toMatchObject({ bad: { any: true, loss: false }, badMs: { any: 30_000 } })
    expect(row()?.badSince).toBe(noon + 180_000)
  })

  test('is as it was in the last five minutes only', () => {
    ada.band = 'bad'
    pass(60)
    ada.band = 'good'
    pass(300)
    expect(row()).toMatchObject({ bad: { any: false }, badSince: null })
  })

  test('silence is neither good nor bad: it is no time at all', () => {
    pass(60)
    ada.state = 'no-telemetry'
    pass(120)
    expect(row()?.activeMs).toBe(60_000)
  })

  test('counts until the window is over after it left, then it is forgotten', () => {
    pass(90)
    ada.state = 'left'
    session.endedAt = now
    pass(100)
    expect(row()).toBeDefined()
    pass(300)
    expect(fleetRows(watch, now)).toEqual([])
    expect(watch.entries.size).toBe(0)
  })

  const finding = (
    kind: string,
    severity: Finding['severity'],
    confidence: Finding['confidence'],
  ): Finding => ({
    findingId: kind,
    kind,
    model: 'test',
    sessionId: 'call',
    participantId: 'ada',
    aboutId: null,
    connection: null,
    track: null,
    direction: 'send',
    side: 'network-up',
    severity,
    confidence,
    owner: 'user',
    openedAt: noon,
    raisedAt: noon,
    clearedAt: null,
    closeReason: null,
    evidence: [],
    affected: [],
    explainedBy: null,
    rank: null,
  })
  test.each([
    ['a major network finding', finding('uplink-packet-loss', 'major', 'high'), true, true],
    ['a minor one', finding('uplink-packet-loss', 'minor', 'high'), false, false],
    ['a hint', finding('uplink-packet-loss', 'critical', 'low'), false, false],
    ['a broken device', finding('silent-mic', 'major', 'high'), false, false],
    ['a refused microphone', finding('permission-denied', 'critical', 'high'), false, false],
  ])('%s counts as it should', (_case, given, any, loss) => {
    if (session.diagnosis) putFinding(session.diagnosis, given)
    pass(90)
    expect(row()?.bad).toMatchObject({ any, loss, rtt: false })
  })

  test('who could not get in says so, unless the reason was their own', () => {
    Object.assign(ada, { state: 'joining', attemptAt: noon, joinCounted: true, joinFailed: true })
    pass(10)
    expect(row()?.bad).toMatchObject({ connect: true, any: null })
    expect(failedToJoin(true, 'permission-denied')).toBeNull()
    expect(failedToJoin(true, 'ice')).toBe(true)
    expect(failedToJoin(false, null)).toBe(false)
  })
})
