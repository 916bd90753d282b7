import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { connectionColumns, trackColumns, trackTypes, type WireReport } from '#lib/telemetry/columns.ts'
import {
  type ImportedCall,
  type ImportedParticipant,
  knowsMutes,
} from '#lib/telemetry/imports/imported-call.ts'
import { readDump } from '#lib/telemetry/imports/read-dump.ts'
import { type ImportedEnd, replayImport } from '../imports/replay-import.ts'
import { runsOf } from '../imports/runs.ts'
import { internalsOf } from './internals-dump.ts'

const read = (file: string): Promise<ImportedCall> =>
  readDump(readFileSync(new URL(`../../../bench/corpus/${file}`, import.meta.url)))

const calls = [
  'recorded/cdp-loss-12.json.gz',
  'recorded/clean-mesh4.json.gz',
  'recorded/mic-muted.json.gz',
  'recorded/tab-hidden.json.gz',
  'recorded/camera-denied.json.gz',
  'recorded/turn-bad-credentials.json.gz',
  'recorded/ice-udp-blocked.json.gz',
  'recorded/hangup-clean.json.gz',
  'recorded/firefox-loss-08.json.gz',
  'recorded/screen-share.json.gz',
  'recorded/mic-silent-device.json.gz',
  'recorded/one-way-media.b.internals.gz',
  'third-party/jitsi-safari-relay.jsonl',
]

async function verdictOf(call: ImportedCall) {
  const ends: ImportedEnd[] = call.participants.map((participant, i) => ({
    participantId: participant.id,
    externalId: participant.id,
    name: participant.name,
    client: {},
    tellsMute: knowsMutes(call),
    runs: runsOf(participant).map((run, k) => ({ bootNo: i * 100 + k + 1, ...run })),
  }))
  let id = 0
  const { session } = await replayImport(
    {
      customerId: 'c',
      appId: 'a',
      sessionId: 's',
      day: '2026-11-24',
      externalId: 'x',
      name: null,
      startedAt: call.startedAt,
      importedFrom: '',
      newId: () => `finding-${id++}`,
    },
    ends,
  )
  const people = [...session.participants.values()].map((one) => ({
    id: one.externalId,
    score: one.whole.count > 0 ? Math.round((one.whole.sum / one.whole.count) * 20) / 20 : null,
    leftReason: one.leftReason,
    dropped: one.dropped,
  }))
  const findings = [...(session.diagnosis?.findings.values() ?? [])].map(
    ({ kind, participantId, side, severity, openedAt }) =>
      `${kind} ${participantId} ${side} ${severity} ${Math.round(openedAt / 4_000)}`,
  )
  return { band: session.band, people, findings }
}

function dumpOf(call: ImportedCall): Uint8Array {
  const dumps = call.participants.map((one, i) =>
    internalsOf({
      page: i + 1,
      firstConnection: 0,
      id: one.id,
      name: one.name,
      client: {},
      tellsMute: knowsMutes(call),
      reports: one.reports,
      events: one.events,
    }),
  )
  const PeerConnections = Object.fromEntries(dumps.flatMap(({ connections }) => connections))
  const text = JSON.stringify({
    UserAgent: 'x',
    PeerConnections,
    getUserMedia: dumps.flatMap(({ asks }) => asks),
  })
  return new TextEncoder().encode(text)
}

/** What a report says, whatever its tracks are numbered and whenever in the same moment it was read. */
function saidBy([, , connections, tracks]: WireReport) {
  const cells = (names: readonly string[], row: readonly (number | null)[], first: number) =>
    names.flatMap((name, i) => {
      const value = row[first + i] ?? null
      return value === null || name.endsWith('OffsetMs') ? [] : [`${name}=${value}`]
    })
  return {
    connections: connections.map((row) => cells(connectionColumns.slice(2), row, 2).join()).sort(),
    tracks: tracks
      .map((row) => cells(trackColumns[trackTypes[row[1] ?? 0] ?? 'inbound-audio'], row, 3).join())
      .sort(),
  }
}

const byId = (call: ImportedCall) => new Map(call.participants.map((one) => [one.id, one]))
const kinds = ({ events }: ImportedParticipant) =>
  events
    .filter(({ type }) => !['track-meta', 'connection-meta', 'media-first', 'gum-result'].includes(type))
    .map(({ type, data }) => `${type} ${JSON.stringify(data ?? {})}`)
    .sort()

test.each(calls)(
  '%s written as webrtc-internals and read again says the same',
  async (file) => {
    const first = await read(file)
    const again = await readDump(dumpOf(first))
    expect(again.format).toBe('webrtc-internals')
    for (const [id, one] of byId(first)) {
      const other = byId(again).get(id)
      expect(other?.reports.map(saidBy), id).toEqual(one.reports.map(saidBy))
      for (const [i, [, t]] of one.reports.entries())
        expect(Math.abs((other?.reports[i]?.[1] ?? 0) - t)).toBeLessThan(400)
      if (other) expect(kinds(other), id).toEqual(kinds(one))
    }
    expect(await verdictOf(again)).toEqual(await verdictOf(first))
  },
  60_000,
)
