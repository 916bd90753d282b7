import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Refused } from '#lib/errors.ts'
import { checkEvent, checkReport } from '../contract.ts'
import { scrubEvent } from '../scrub.ts'
import type { DumpFormat, ImportedCall } from './imported-call.ts'
import { readDump } from './read-dump.ts'

const folder = new URL('../../../bench/corpus/', import.meta.url)
const manifest: { files: { file: string; participants?: unknown[] | null; seconds?: number | null }[] } =
  JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8'))
const files = manifest.files.filter(({ file }) =>
  readdirSync(new URL(file.split('/')[0] ?? '', folder)).some((name) => file.endsWith(`/${name}`)),
)
const read = (file: string): Promise<ImportedCall> => readDump(readFileSync(new URL(file, folder)))

/** What each kind of file must be recognised as; by content, so the names here are only the test's. */
const formats: [RegExp, DumpFormat][] = [
  [/about-webrtc/, 'about-webrtc'],
  [/\.internals\.gz$|internals-/, 'webrtc-internals'],
  [/\.rtcstats\.gz$|\.trace\.gz$|rtcstats-v3/, 'rtcstats-dump'],
  [/chrome48-clienttest/, 'rtcstats-export'],
  [/third-party\/jitsi-/, 'jitsi-rtcstats'],
  [/report-/, 'stats-report'],
  [/recorded\//, 'call-recording'],
]
const formatOf = (file: string) => formats.find(([pattern]) => pattern.test(file))?.[1]

test('the corpus is there', () => expect(files.length).toBeGreaterThan(80))

describe.each(files)('$file', ({ file, participants, seconds }) => {
  if (file.includes('jigasi')) {
    test('is refused, because no browser wrote it', async () => {
      const refusal = await read(file).catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(Refused)
      expect(refusal).toMatchObject({
        code: 'import.unsupported',
        message: expect.stringContaining('JIGASI'),
      })
    })
    return
  }
  test('is recognised and becomes what the SDK would have sent', async () => {
    const call = await read(file)
    expect(call.format).toBe(formatOf(file))
    expect(call.participants).toHaveLength(call.format === 'call-recording' ? (participants?.length ?? 0) : 1)
    for (const { reports, events } of call.participants) {
      for (const report of reports) expect(checkReport(report)).toEqual(report)
      for (const event of events) expect(scrubEvent(event)).toEqual(checkEvent(event))
      const seqs = [...reports.map(([seq]) => seq), ...events.map(({ seq }) => seq)]
      expect(new Set(seqs).size).toBe(seqs.length)
      expect(Math.max(...seqs)).toBe(seqs.length - 1)
      if (seconds != null) expect(reports.length).toBeLessThanOrEqual(seconds / 2 + 10)
      expect(new Set(reports.map(([, t]) => t)).size).toBe(reports.length)
    }
  })
})

test('nothing private of a dump is left: no address, no SDP, no device label', async () => {
  for (const { file } of files.filter((one) => !one.file.includes('jigasi'))) {
    const text = JSON.stringify(
      (await read(file)).participants.map(({ reports, events }) => ({ reports, events })),
    )
    for (const secret of [
      /\d+\.\d+\.\d+\.\d+/,
      /a=(mid|msid|ice)/,
      /Fake Camera|Razer|Integrated_Webcam|Cirrus/,
      /ufrag/,
    ])
      expect(text, file).not.toMatch(secret)
  }
}, 60_000)

const facts = (call: ImportedCall) => {
  const [one] = call.participants
  const said = (type: string) => one?.events.filter((event) => event.type === type).map(({ data }) => data)
  return {
    gum: said('gum-result')?.map(({ ok, audio, video, error } = {}) => ({ ok, audio, video, error })),
    states: said('connection-state'),
    joined: said('joined')?.length,
    tracks: said('track-meta')
      ?.map(({ type, ssrc, trackId, source } = {}) => `${type} ${ssrc} ${trackId} ${source}`)
      .sort(),
  }
}

describe('one call in several formats', () => {
  test.each([
    'clean-av',
    'loss-up-a-10',
    'bw-up-a-250',
    'camera-denied',
    'turn-relay-clean',
    'wifi-stalls-250',
    'cpu-sender',
  ])('%s tells the same of its first end in each', async (name) => {
    const recording = facts(await read(`recorded/${name}.json.gz`))
    const unique = (lines: string[] | undefined) => [...new Set(lines)]
    for (const kind of ['internals', 'rtcstats']) {
      const dump = facts(await read(`recorded/${name}.a.${kind}.gz`))
      expect({ ...dump, tracks: unique(dump.tracks), gum: null }, kind).toEqual({
        ...recording,
        tracks: unique(recording.tracks),
        gum: null,
      })
    }
  })

  test('counters of the same second agree, whatever wrote them', async () => {
    const bytesAt = async (file: string, seconds: number) => {
      const call = await read(file)
      const [one] = call.participants
      const row = one?.reports
        .find(([, t]) => t >= 1795331653145 + seconds * 1000)?.[3]
        .find(([, type]) => type === 2)
      return row?.[4] ?? 0
    }
    const recorded = await bytesAt('recorded/clean-av.json.gz', 30)
    expect(recorded).toBeGreaterThan(50_000)
    for (const kind of ['internals', 'rtcstats', 'trace'])
      expect(Math.abs((await bytesAt(`recorded/clean-av.a.${kind}.gz`, 30)) - recorded), kind).toBeLessThan(
        10_000,
      )
  })
})

describe('what single dumps say', () => {
  const eventsOf = async (file: string) => (await read(file)).participants[0]?.events ?? []

  test('a camera that may not be used is told with what was asked', async () => {
    for (const kind of ['internals', 'rtcstats'])
      expect(await eventsOf(`recorded/camera-denied.a.${kind}.gz`)).toContainEqual(
        expect.objectContaining({
          type: 'gum-result',
          data: expect.objectContaining({ ok: false, error: 'NotAllowedError', audio: true, video: true }),
        }),
      )
  })

  test('a TURN server that refuses is told with its code, its address hashed', async () => {
    for (const kind of ['internals', 'rtcstats'])
      expect(await eventsOf(`recorded/turn-bad-credentials.a.${kind}.gz`)).toContainEqual(
        expect.objectContaining({
          type: 'ice-candidate-error',
          data: { code: 401, text: 'Unauthorized.', host: expect.stringMatching(/^address-/) },
        }),
      )
  })

  test('a connection that never came up has events, and no report that the SDK would not have sent', async () => {
    const call = await read('recorded/ice-udp-blocked.a.internals.gz')
    expect(call.participants[0]?.reports).toEqual([])
    expect(call.participants[0]?.events.map(({ type }) => type)).toContain('join-failed')
  })

  test('a page that went away has left', async () => {
    expect((await eventsOf('recorded/clean-av.a.trace.gz')).at(-1)).toMatchObject({
      type: 'left',
      data: { reason: 'unload' },
    })
  })

  test('legacy statistics say what they lack', async () => {
    const call = await read('third-party/jitsi-google-legacy-stats-sfu.jsonl.gz')
    expect(call.notes.join()).toMatch(/legacy goog.*cannot be known/)
    expect(call.participants[0]?.reports.at(-1)?.[3].length).toBeGreaterThan(2)
  })
})
