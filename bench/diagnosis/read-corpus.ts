import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isFindingKind } from '#lib/diagnosis/catalogue.ts'
import { Refused } from '#lib/errors.ts'
import { type ReplayedCall, replayCall } from '#lib/sessions/replay-call.ts'
import { type ImportedCall, tellsMute } from '#lib/telemetry/imports/imported-call.ts'
import { readDump } from '#lib/telemetry/imports/read-dump.ts'
import type { Incident, Item, Told, Truth } from './judge.ts'

/** One entry of a corpus's `manifest.json`. */
type Entry = {
  file: string
  format?: string
  seconds?: number
  start?: number
  of?: string
  sameCallAs?: string
  truth?: { must?: Truth[]; may?: Truth[]; mustNot?: string[] }
  incidental?: Incident[]
}
export type Played =
  | { item: Item; told: Told[]; refusal: null; participants: number; reports: number }
  | { item: Item; told: null; refusal: string }
  | { item: Item; told: null; refusal: null }

export function readManifest(folder: string): Entry[] {
  return (JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { files: Entry[] }).files
}

/** Reads one file as an import would and replays it as a live call; a file that is not there answers `told: null`. */
export async function play(folder: string, entry: Entry): Promise<Played> {
  const path = join(folder, entry.file)
  const item = itemOf(entry, entry.seconds ?? 0)
  if (!existsSync(path)) return { item, told: null, refusal: null }
  try {
    const call = await readDump(createReadStream(path))
    const played = replay(call)
    const seconds = entry.seconds ?? lengthOf(call)
    const reports = call.participants.reduce((sum, one) => sum + one.reports.length, 0)
    return {
      item: itemOf(entry, seconds),
      told: toldOf(entry, call, played),
      refusal: null,
      participants: call.participants.length,
      reports,
    }
  } catch (error) {
    if (error instanceof Refused) return { item, told: null, refusal: error.code }
    throw error
  }
}

const itemOf = (entry: Entry, seconds: number): Item => ({
  file: entry.file,
  seconds,
  of: entry.of ?? null,
  must: entry.truth?.must ?? [],
  may: entry.truth?.may ?? [],
  mustNot: entry.truth?.mustNot ?? [],
  incidental: entry.incidental ?? [],
})

const lengthOf = ({ startedAt, participants }: ImportedCall): number =>
  (Math.max(startedAt, ...participants.flatMap(({ reports }) => reports.map((report) => report[1]))) -
    startedAt) /
  1_000

function replay(call: ImportedCall): ReplayedCall {
  let findings = 0
  const about = {
    customerId: 'corpus',
    appId: 'corpus',
    sessionId: 'corpus',
    day: '2026-01-01',
    externalId: 'corpus',
    name: null,
    simulated: false,
    tags: {},
  }
  const people = call.participants.map(({ id, name, client, reports, events }) => ({
    participantId: id,
    externalId: id,
    name,
    client,
    reports,
    events,
    tellsMute: tellsMute(call.format),
  }))
  return replayCall({ about, startedAt: call.startedAt, people }, () => `finding-${++findings}`)
}

/** A dump of one end may name its participant otherwise: there is only the one. */
function toldOf(entry: Entry, call: ImportedCall, { session }: ReplayedCall): Told[] {
  const start = entry.start ?? call.startedAt
  const end = session.endedAt ?? start
  const only = entry.of !== undefined && call.participants.length === 1 ? entry.of : null
  return [...(session.diagnosis?.findings.values() ?? [])].map(({ openedAt, clearedAt, ...finding }) => {
    if (!isFindingKind(finding.kind)) throw new Error(`${finding.kind} is not in the catalogue`)
    return {
      ...finding,
      participantId: only ?? finding.participantId,
      from: (openedAt - start) / 1_000,
      to: ((clearedAt ?? end) - start) / 1_000,
    }
  })
}
