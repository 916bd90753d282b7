import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createSessionDiagnosis } from '#lib/diagnosis/session-diagnosis.ts'
import type { Batch } from '#lib/telemetry/batch.ts'
import type { ImportedCall } from '#lib/telemetry/imports/imported-call.ts'
import { readDump } from '#lib/telemetry/imports/read-dump.ts'
import { batchesOf, type ReplayedBatch } from '../../../bench/replay-recording.ts'
import { createLiveParticipant } from '../live-participant.ts'
import { applyRows, createRegistry, sweep } from '../live-registry.ts'
import { createLiveSession, type LiveSession } from '../live-session.ts'
import { createTaker } from '../take-report.server.ts'
import { replayImport } from './replay-import.ts'
import { runsOf } from './runs.ts'

const about = { customerId: 'c', appId: 'a', sessionId: 's', day: '2026-11-24', externalId: 'x', name: null }
let made = 0
const newId = () => `id-${made++}`

/** The call as it reaches an engine: bodies of two seconds each, an ack for each, the clock going round in between. */
async function live(call: ImportedCall): Promise<LiveSession> {
  const session = createLiveSession({ ...about, startedAt: call.startedAt, simulated: false, tags: {} })
  session.diagnosis = createSessionDiagnosis('s', newId)
  let now = call.startedAt
  const registry = createRegistry(now)
  registry.sessions.set('s', session)
  const bootNos = new Map(call.participants.map(({ id }, i) => [id, i + 1]))
  const take = createTaker({
    keepReportCodes: async () => undefined,
    bind: async ({ envelope }) => {
      const participantId = envelope.participant.id
      const bootNo = bootNos.get(participantId) ?? 0
      return { customerId: 'c', appId: 'a', sessionId: 's', day: '2026-11-24', participantId, bootNo }
    },
    write: async ({ reports, events }) => ({
      reports: reports.map(() => true),
      events: events.map(() => true),
      committedAt: now,
    }),
    hold: async ({ participantId, bootNo }) => {
      const known = session.participants.get(participantId)
      const one =
        known ??
        createLiveParticipant({
          participantId,
          externalId: participantId,
          name: null,
          role: null,
          client: {},
          tellsMute: true,
          tags: {},
          joinedAt: now,
          bootNo,
          heardAt: now,
        })
      session.participants.set(participantId, one)
      return { session, one }
    },
    apply: (held, one, rows, written) => applyRows(registry, held, one, rows, written, now),
    now: () => now,
    onError: (error) => {
      throw error
    },
  })
  const batches = call.participants
    .flatMap((one) =>
      batchesOf({ ...one, userAgent: null }, { key: 'k', session: 's', everyMs: 2_000, uuid: newId }),
    )
    .sort((a, b) => a.sentAt - b.sentAt)
  for (const body of batches) {
    while (now < body.sentAt) {
      now = Math.min(body.sentAt, now + 1_000)
      sweep(registry, now)
    }
    await take(batchOf(body, now))
  }
  return session
}

function batchOf({ key: _key, reports, events, ...envelope }: ReplayedBatch, receivedAt: number): Batch {
  const source = { customerId: 'c', appId: 'a', keyId: 'k', simulated: false }
  return { source, envelope, receivedAt, reports, events, rejected: [] }
}

async function imported(call: ImportedCall): Promise<LiveSession> {
  const ends = call.participants.map((one, i) => ({
    participantId: one.id,
    externalId: one.id,
    name: null,
    client: {},
    tellsMute: true,
    runs: runsOf(one).map((run) => ({ bootNo: i + 1, ...run })),
  }))
  const { session } = await replayImport(
    { ...about, startedAt: call.startedAt, importedFrom: '', newId },
    ends,
  )
  return session
}

/** What is more than a hint: kind, whose, which side. */
const said = (session: LiveSession) =>
  [
    ...new Set(
      [...(session.diagnosis?.findings.values() ?? [])]
        .filter(({ confidence, severity }) => confidence !== 'low' && severity !== 'info')
        .map(({ kind, participantId, side }) => `${kind} ${participantId} ${side}`),
    ),
  ].sort()

test.each([
  'cdp-loss-12',
  'loss-up-a-10',
  'bw-up-a-250',
  'one-way-media',
  'camera-denied',
  'turn-bad-credentials',
  'ice-udp-blocked',
  'cpu-sender',
  'mesh3-bad-uplink-c',
])(
  '%s has the same findings live and imported',
  async (name) => {
    const file = new URL(`../../../bench/corpus/recorded/${name}.json.gz`, import.meta.url)
    const call = await readDump(readFileSync(file))
    const [now, later] = [await live(call), await imported(call)]
    expect(said(later).length).toBeGreaterThan(0)
    expect(said(later)).toEqual(said(now))
  },
  60_000,
)
