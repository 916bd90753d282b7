import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Finding } from '#lib/diagnosis/contract.ts'
import { trackTypes, type WireReport } from '#lib/telemetry/columns.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'
import { readParsedRecording } from '#lib/telemetry/imports/call-recording.ts'
import { type RecordedPerson, replayCall } from './replay-call.ts'

/** Calls whose cause is known, through every step from what the SDK sent to what is told. */
const about = {
  customerId: 'c',
  appId: 'a',
  sessionId: 's',
  day: '2026-01-01',
  externalId: 'x',
  name: null,
  simulated: false,
  tags: {},
}

function peopleOf(name: string): { startedAt: number; people: RecordedPerson[] } {
  const file = new URL(`../../bench/corpus/recorded/${name}.json.gz`, import.meta.url)
  const call = readParsedRecording(JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')))
  const people = call.participants.map(({ id, client, reports, events }) => ({
    participantId: id,
    externalId: id,
    name: id,
    client,
    reports,
    events,
  }))
  return { startedAt: call.startedAt, people }
}

function ids() {
  let made = 0
  return () => `finding-${++made}`
}

function findingsOf(startedAt: number, people: readonly RecordedPerson[]): Finding[] {
  const { session } = replayCall({ about, startedAt, people }, ids())
  return [...(session.diagnosis?.findings.values() ?? [])]
}

const replayed = (name: string) => {
  const { startedAt, people } = peopleOf(name)
  return findingsOf(startedAt, people)
}

/** What accuses somebody: no hints, no context, nothing folded under its cause. */
const claims = (findings: readonly Finding[]) =>
  findings.filter(
    ({ confidence, severity, explainedBy }) =>
      confidence !== 'low' && severity !== 'info' && explainedBy === null,
  )

describe('a recorded call', () => {
  test.each<[string, Finding['kind'], string, Finding['side']]>([
    ['loss-up-a-10', 'path-packet-loss', 'b', 'network-path'],
    ['loss-audio-08', 'path-packet-loss', 'a', 'network-path'],
    ['mesh3-bad-uplink-c', 'uplink-packet-loss', 'c', 'network-up'],
    ['jitter-strong', 'high-jitter', 'a', 'network-path'],
    ['outage-4s', 'network-outage', 'a', 'network-path'],
    ['one-way-media', 'one-way-audio', 'a', 'network-path'],
    ['cpu-sender', 'cpu-limited-encode', 'a', 'device'],
    ['video-freeze-source', 'camera-frozen', 'a', 'device'],
    ['mic-silent-device', 'silent-mic', 'a', 'device'],
    ['camera-denied', 'permission-denied', 'a', 'user'],
    ['no-devices', 'device-not-found', 'b', 'device'],
    ['overconstrained', 'device-constraints-unsatisfied', 'a', 'application'],
    ['turn-bad-credentials', 'turn-allocation-failed', 'a', 'server'],
  ])('%s has the root cause %s, of %s, on the side %s', (name, kind, participantId, side) => {
    const roots = replayed(name).filter(({ rank, explainedBy }) => rank !== null && explainedBy === null)
    expect(roots).toContainEqual(expect.objectContaining({ kind, participantId, side }))
  })

  test.each([
    'clean-av',
    'clean-h264',
    'clean-audio',
    'mic-muted',
    'camera-off',
    'screen-share',
    'tab-hidden',
    'hangup-clean',
    'renegotiate-add-video',
    'turn-relay-clean',
    'firefox-clean',
  ])('%s is accused of nothing', (name) => expect(claims(replayed(name))).toEqual([]))

  test('of a mesh in which one sends with loss blames nobody else', () => {
    for (const { participantId } of claims(replayed('mesh3-bad-uplink-c'))) expect(participantId).toBe('c')
  })

  test('leaves nothing open when it is over', () => {
    for (const { clearedAt } of replayed('lost-for-good')) expect(clearedAt).not.toBeNull()
  })
})

describe('no accident of measuring makes a finding', () => {
  const { startedAt, people } = peopleOf('clean-av')
  const changed = (change: (reports: WireReport[]) => WireReport[]) =>
    people.map((person, i) =>
      i === 0 ? { ...person, reports: change(structuredClone([...person.reports]) as WireReport[]) } : person,
    )
  const accused = (
    change: (reports: WireReport[]) => WireReport[],
    events = (list: readonly WireEvent[]) => list,
  ) =>
    claims(
      findingsOf(
        startedAt,
        changed(change).map((person) => ({ ...person, events: events(person.events) })),
      ),
    ).map(({ kind }) => kind)
  const at = fc.integer({ min: 2, max: 26 })

  test('counters that begin anew', () => {
    fc.assert(
      fc.property(at, (k) => {
        const reset = (reports: WireReport[]) => {
          const base = reports[k]?.[3] ?? []
          return reports.map(
            (report, i): WireReport =>
              i <= k
                ? report
                : [report[0], report[1], report[2], report[3].map((row, r) => fallen(row, base[r] ?? []))],
          )
        }
        expect(accused(reset)).toEqual([])
      }),
      { numRuns: 12 },
    )
  })

  test('reports that are lost', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 8 }), (lost) => {
        expect(accused((reports) => reports.filter((_, i) => !lost.includes(i)))).toEqual([])
      }),
      { numRuns: 12 },
    )
  })

  test('reports that come twice or out of order', () => {
    fc.assert(
      fc.property(at, at, (a, b) => {
        const shuffle = (reports: WireReport[]) => {
          const [first, second] = [reports[a], reports[b]]
          if (!first || !second) return reports
          return [...reports.slice(0, a), second, ...reports.slice(a), first]
        }
        expect(accused(shuffle)).toEqual([])
      }),
      { numRuns: 12 },
    )
  })

  test('a gap of half a minute', () => {
    expect(accused((reports) => reports.filter((_, i) => i < 8 || i > 22))).toEqual([])
  })

  test('tracks that are numbered anew after a renegotiation', () => {
    fc.assert(
      fc.property(at, (k) => {
        const renumber = (reports: WireReport[]) =>
          reports.map(
            (report, i): WireReport =>
              i <= k
                ? report
                : [
                    report[0],
                    report[1],
                    report[2],
                    report[3].map((row) => [(row[0] ?? 0) + 100, ...row.slice(1)]),
                  ],
          )
        const metas = (events: readonly WireEvent[]) =>
          events.flatMap((event) =>
            event.type === 'track-meta' && event.track !== undefined
              ? [event, { ...event, track: event.track + 100 }]
              : [event],
          )
        expect(accused(renumber, metas)).toEqual([])
      }),
      { numRuns: 6 },
    )
  })

  test('one value that is a thousand times too large', () => {
    fc.assert(
      fc.property(at, fc.integer({ min: 0, max: 3 }), fc.integer({ min: 3, max: 30 }), (k, type, cell) => {
        const slip = (reports: WireReport[]) =>
          reports.map(
            (report, i): WireReport =>
              i !== k
                ? report
                : [
                    report[0],
                    report[1],
                    report[2],
                    report[3].map((row) =>
                      trackTypes[row[1] ?? -1] === trackTypes[type]
                        ? row.map((value, c) => (c === cell && value !== null ? 1_000 * value : value))
                        : row,
                    ),
                  ],
          )
        expect(accused(slip)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

/** Counters less what they were, as after a restart of the object; gauges and the head stay. */
const fallen = (row: WireReport[3][number], base: WireReport[3][number]) =>
  row.map((value, c) =>
    c < 3 || value === null || (base[c] ?? 0) === null || value < (base[c] ?? 0) || value < 50
      ? value
      : value - (base[c] ?? 0),
  )
