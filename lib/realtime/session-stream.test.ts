import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  applySessionDelta,
  applySessionSnapshot,
  emptySession,
  liveBufferMs,
  sessionDetailOf,
} from './apply-session.ts'
import type { SessionDelta } from './contract.ts'
import {
  nextSessionDelta,
  openSessionRoom,
  type SessionRoom,
  sessionSnapshotOf,
  takeFrame,
  takeSessionNews,
} from './session-room.ts'
import { finding, frame, noon, participant, point, session } from './test-data.ts'

const news = { session: null, participants: [], points: [], events: [], findings: [] }
const event = (seq: number) => ({
  participantId: 'p1',
  boot: 1,
  seq,
  at: noon,
  type: 'log',
  connection: null,
  track: null,
  data: {},
})

function deltaAt(room: SessionRoom, at: number) {
  const next = nextSessionDelta(room, at)
  if (!next) throw new Error('expected a delta')
  return next
}

test('news waits until a quarter of a second has passed, then goes out as one', () => {
  let room = openSessionRoom('e', frame('s', 'acme'), noon)
  for (const score of [3, 2, 1])
    room = takeSessionNews(room, { ...news, participants: [participant('p1', score)] })
  expect(nextSessionDelta(room, noon + 249)).toBeNull()
  const { delta } = deltaAt(room, noon + 250)
  expect(delta.participants.map((one) => one.score)).toEqual([1])
  expect(delta.seq).toBe(1)
})

test('a quiet session says so every five seconds', () => {
  const room = openSessionRoom('e', frame('s', 'acme'), noon)
  expect(nextSessionDelta(room, noon + 4_999)).toBeNull()
  const { delta } = deltaAt(room, noon + 5_000)
  expect(delta).toMatchObject({ seq: 1, session: null, participants: [], points: [], events: [] })
})

test('a snapshot does not contain what still waits, so the next delta fits it', () => {
  const room = takeSessionNews(openSessionRoom('e', frame('s', 'acme'), noon), {
    ...news,
    points: [point('p1', noon + 2_000)],
  })
  const page = applySessionSnapshot(emptySession, sessionSnapshotOf(room, noon + 100))
  expect(page.points.get('p1')).toHaveLength(1)
  const after = applySessionDelta(page, deltaAt(room, noon + 300).delta)
  expect(after.points.get('p1')?.map((one) => one.at)).toEqual([noon, noon + 2_000])
})

test('what the bus lost comes back with the next full picture', () => {
  const room = takeFrame(openSessionRoom('e', frame('s', 'acme'), noon), {
    session: session('s', 'acme', 2),
    participants: [participant('p1'), participant('p2')],
    points: [point('p1', noon), point('p2', noon)],
    findings: [finding('f1'), finding('f2', noon + 9_000)],
  })
  const { delta } = deltaAt(room, noon + 250)
  expect(delta.session?.participantsNow).toBe(2)
  expect(delta.participants.map((one) => one.participantId)).toEqual(['p2'])
  expect(delta.points.map((one) => one.participantId)).toEqual(['p2'])
  expect(delta.findings.map((one) => one.findingId)).toEqual(['f1', 'f2'])
})

test('the newest word on a finding counts, and a page that joins late has every one', () => {
  let room = openSessionRoom('e', frame('s', 'acme'), noon)
  const page = applySessionSnapshot(emptySession, sessionSnapshotOf(room, noon))
  room = takeSessionNews(room, { ...news, findings: [finding('f1'), finding('f2')] })
  room = takeSessionNews(room, { ...news, findings: [finding('f1', noon + 9_000)] })
  const next = deltaAt(room, noon + 300)
  const told = sessionDetailOf(applySessionDelta(page, next.delta))?.findings
  expect(told?.map((one) => [one.findingId, one.clearedAt])).toEqual([
    ['f1', noon + 9_000],
    ['f2', null],
  ])
  expect(sessionSnapshotOf(next.room, noon + 400).findings).toEqual(told)
})

test('an event told twice is one event', () => {
  const page = applySessionSnapshot(
    emptySession,
    sessionSnapshotOf(openSessionRoom('e', frame('s', 'acme'), noon), noon),
  )
  const delta: SessionDelta = { epoch: 'e', seq: 1, at: noon, sessionId: 's', ...news, events: [event(1)] }
  const again = applySessionDelta(applySessionDelta(page, delta), {
    ...delta,
    seq: 2,
    events: [event(1), event(2)],
  })
  expect(again.events.map((one) => one.seq)).toEqual([1, 2])
})

test('a page keeps fifteen minutes of points, and nothing of a participant who left before that', () => {
  let page = applySessionSnapshot(
    emptySession,
    sessionSnapshotOf(openSessionRoom('e', frame('s', 'acme'), noon), noon),
  )
  const at = noon + liveBufferMs + 1_000
  page = applySessionDelta(page, {
    epoch: 'e',
    seq: 1,
    at,
    sessionId: 's',
    ...news,
    points: [point('p2', at)],
  })
  expect([...page.points.keys()]).toEqual(['p2'])
})

test('a crowded session gives a bounded snapshot with the newest points', () => {
  const points = Array.from({ length: 200 }, (_, who) =>
    Array.from({ length: 60 }, (_, i) => point(`p${who}`, noon + i * 2_000)),
  ).flat()
  const room = openSessionRoom('e', { ...frame('s', 'acme'), points }, noon + 120_000)
  const snapshot = sessionSnapshotOf(room, noon + 120_000)
  expect(snapshot.points.length).toBeLessThanOrEqual(3_000)
  expect(Math.max(...snapshot.points.map((one) => one.at))).toBe(noon + 59 * 2_000)
})

const step = fc.record({
  who: fc.constantFrom('p1', 'p2', 'p3'),
  score: fc.integer({ min: 1, max: 5 }),
  fate: fc.constantFrom('arrives', 'arrives', 'lost', 'twice', 'late', 'lost in the bus'),
})

test('whatever is lost, repeated or late: after a resync the page shows the session as it is', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let at = noon
      let truth = frame('s', 'acme')
      let room = openSessionRoom('e', truth, at)
      let page = applySessionSnapshot(emptySession, sessionSnapshotOf(room, at))
      const late: SessionDelta[] = []
      const take = (delta: SessionDelta) => {
        page = applySessionDelta(page, delta)
        if (page.phase === 'resync') page = applySessionSnapshot(page, sessionSnapshotOf(room, at))
      }
      const speak = () => {
        const next = deltaAt(room, at)
        room = next.room
        return next.delta
      }
      for (const { who, score, fate } of steps) {
        at += 2_000
        const changed = { ...news, participants: [participant(who, score)], points: [point(who, at, score)] }
        const others = truth.participants.filter((one) => one.participantId !== who)
        truth = {
          ...truth,
          participants: [...others, ...changed.participants],
          points: [...truth.points, ...changed.points],
        }
        if (fate === 'lost in the bus') continue
        room = takeSessionNews(room, changed)
        const delta = speak()
        if (fate === 'late') late.push(delta)
        else if (fate !== 'lost') take(delta)
        if (fate === 'twice') take(delta)
      }
      for (const delta of late.reverse()) take(delta)
      room = takeFrame(room, truth)
      at += 5_000
      take(speak())
      expect(page).toMatchObject({ phase: 'live', seq: room.seq })
      for (const one of truth.participants) expect(page.participants.get(one.participantId)).toEqual(one)
      const shown = [...page.points.values()].flat().filter((one) => one.at > at - 60_000)
      expect(shown).toHaveLength(truth.points.filter((one) => one.at > at - 60_000).length)
    }),
    { numRuns: 300 },
  )
})
