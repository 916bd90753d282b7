import { readFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { Refused } from '#lib/errors.ts'
import type { ReadOptions } from './imported-call.ts'
import { readDump } from './read-dump.ts'

// hundreds of files are read here, on machines that may be busy with other things
vi.setConfig({ testTimeout: 60_000 })

const corpus = (file: string) => readFileSync(new URL(`../../../bench/corpus/${file}`, import.meta.url))
const bytes = (text: string) => new TextEncoder().encode(text)

/** The refusal, or null where the bytes were read; anything else that is thrown fails the test. */
async function refusalOf(content: Uint8Array, options: ReadOptions = {}): Promise<Refused | null> {
  try {
    await readDump(content, options)
    return null
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

describe('what is no dump is refused with what was found', () => {
  const nested = (depth: number) =>
    bytes(`{"PeerConnections":${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}}`)
  const line = JSON.stringify(['getstats', 'PC_0', { timestamp: 1697705732093 }, 1697705732093])
  test.each<[string, Uint8Array, string, RegExp]>([
    ['nothing', bytes(''), 'import.empty', /file is empty/],
    ['only blanks', bytes(' \n \n'), 'import.empty', /file is empty/],
    [
      'plain text',
      bytes('Hello, the call was bad.'),
      'import.unsupported',
      /begins with the text “Hello, the call/,
    ],
    ['HTML', bytes('<html><body>'), 'import.unsupported', /HTML or XML.*Expected one of/],
    ['a ZIP archive', bytes('PK\u0003\u0004'), 'import.unsupported', /ZIP archive; unpack/],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10), 'import.unsupported', /a picture/],
    ['a packet capture', Uint8Array.of(0xd4, 0xc3, 0xb2, 0xa1, 2, 0), 'import.unsupported', /packet capture/],
    ['other JSON', bytes('{"name":"x","version":1}'), 'import.unsupported', /keys “name, version”/],
    ['an empty list', bytes('[]'), 'import.unsupported', /empty JSON list/],
    ['a list of numbers', bytes('[1,2,3]'), 'import.unsupported', /neither a statistic/],
    [
      'an older RTCStatsDump',
      bytes('RTCStatsDump\n{"fileFormat":2}\n'),
      'import.unknown-version',
      /fileFormat 2\. Expected fileFormat 3/,
    ],
    [
      'an RTCStatsDump without a version',
      bytes('RTCStatsDump\n{}\n'),
      'import.unknown-version',
      /fileFormat nothing/,
    ],
    ['an RTCStatsDump without content', bytes('RTCStatsDump\n'), 'import.truncated', /no second line/],
    [
      'a newer recording',
      bytes('{"format":"call-recording/2","participants":[]}'),
      'import.unknown-version',
      /call-recording\/2.*Expected call-recording\/1/,
    ],
    [
      'a ClientSample of version 2',
      bytes(JSON.stringify({ clientId: 'x', timestamp: 1697705732093, inboundAudioTracks: [] })),
      'import.unknown-version',
      /version 2/,
    ],
    [
      'webrtc-internals without a call',
      bytes('{"getUserMedia":[],"PeerConnections":{},"UserAgent":"x"}'),
      'import.empty',
      /neither a sample nor an event/,
    ],
    ['JSON that nests without end', nested(5_000), 'import.malformed', /nests deeper than 32/],
    [
      'a line that nests without end',
      bytes(`${line}\n${'['.repeat(100_000)}\n`),
      'import.malformed',
      /nests deeper|not JSON/,
    ],
    [
      'broken gzip',
      Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
      'import.malformed',
      /begins like gzip, but its data is broken/,
    ],
  ])('%s', async (_name, content, code, message) => {
    const refusal = await refusalOf(content)
    expect(refusal?.message).toMatch(message)
    expect(refusal?.code).toBe(code)
  })

  test('every refusal is short enough to read', async () => {
    const refusal = await refusalOf(bytes(`${'x'.repeat(50_000)}`))
    expect(refusal?.message.length).toBeLessThan(500)
  })
})

describe('what is too much is refused before it fills the memory', () => {
  const tight = { maxBytes: 200_000, maxInflatedBytes: 2_000_000 }
  const bomb = gzipSync(bytes(`{"getUserMedia":[${' '.repeat(50_000_000)}]}`))

  test('a file over the limit', async () => {
    const refusal = await refusalOf(bytes(`["getstats",null,{},1697705732093]\n`.repeat(10_000)), {
      limits: tight,
    })
    expect(refusal).toMatchObject({
      code: 'import.too-large',
      message: expect.stringContaining('larger than 196 kB'),
    })
  })

  test('a gzip bomb, by what it would become', async () => {
    expect(bomb.length).toBeLessThan(tight.maxBytes)
    const refusal = await refusalOf(bomb, { limits: tight })
    expect(refusal).toMatchObject({
      code: 'import.too-large',
      message: expect.stringContaining('Unpacked'),
    })
  })

  test('a gzip bomb, by how fast it grows: long before it is large', async () => {
    let pauses = 0
    const pause = async () => void pauses++
    await expect(readDump(bomb, { pause })).rejects.toMatchObject({
      code: 'import.too-large',
      message: expect.stringContaining('150 times its size'),
    })
    expect(pauses).toBeLessThan(200)
  })

  test('a value that no dump has', async () => {
    const refusal = await refusalOf(bytes(`{"UserAgent":"${'x'.repeat(300_000)}"}`), {
      limits: { maxValueBytes: 100_000 },
    })
    expect(refusal?.code).toBe('import.too-large')
  })

  test('more samples than an import reads are left out, and that is said', async () => {
    const call = await readDump(corpus('recorded/clean-av.a.trace.gz'), { limits: { maxCells: 2_000 } })
    expect(call.notes.join()).toMatch(/its end was left out/)
    expect(call.participants[0]?.reports.length).toBeLessThan(15)
  })

  test('more participants, connections and events are left out, and that is said', async () => {
    const limits = { maxParticipants: 2, maxConnections: 1, maxEvents: 30 }
    const call = await readDump(corpus('recorded/clean-mesh4.json.gz'), { limits })
    expect(call.participants).toHaveLength(2)
    expect(call.notes).toHaveLength(3)
  })
})

const whole = [
  'recorded/turn-bad-credentials.a.internals.gz',
  'recorded/turn-bad-credentials.a.rtcstats.gz',
  'recorded/lost-for-good.b.internals.gz',
  'recorded/clean-av.a.trace.gz',
  'recorded/ice-udp-blocked.json.gz',
  'recorded/firefox-clean.b.about-webrtc.json.gz',
  'third-party/jitsi-firefox97-standard-stats-sfu.jsonl',
  'third-party/jitsi-chrome48-clienttest.json.gz',
  'third-party/report-dolby-second.json',
]
const plain = (file: string) => {
  const content = corpus(file)
  return new Uint8Array(content[0] === 0x1f ? gunzipSync(content) : content)
}

describe('whatever the bytes, nothing but a refusal is ever thrown', () => {
  test.each(whole)('%s cut off anywhere', async (file) => {
    const content = plain(file)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: content.length - 2 }), async (length) => {
        await refusalOf(content.subarray(0, length))
      }),
      { numRuns: 40 },
    )
  })

  test('a JSON document that is cut off says so', async () => {
    for (const file of whole.filter((name) => !/rtcstats|trace|jsonl/.test(name))) {
      const content = plain(file)
      const refusal = await refusalOf(content.subarray(0, Math.floor(content.length * 0.7)))
      expect(refusal, file).toMatchObject({ code: 'import.truncated' })
    }
  })

  test('a trace that is cut off in a line says which', async () => {
    const refusal = await refusalOf(plain('recorded/clean-av.a.trace.gz').subarray(0, 50_001))
    expect(refusal).toMatchObject({
      code: 'import.truncated',
      message: expect.stringMatching(/Line \d+ ends/),
    })
  })

  test('gzip that is cut off says so', async () => {
    const content = corpus('recorded/clean-av.a.internals.gz')
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 20, max: content.length - 1 }), async (length) => {
        expect(await refusalOf(content.subarray(0, length))).toMatchObject({ code: 'import.truncated' })
      }),
      { numRuns: 20 },
    )
  })

  test.each(whole)('%s with some bytes changed', async (file) => {
    const content = plain(file)
    const change = fc.tuple(fc.nat(content.length - 1), fc.constantFrom(...bytes('{}[]",:0x-e9\\\n')))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 30 }), async (changes) => {
        const copy = content.slice()
        for (const [at, byte] of changes) copy[at] = byte
        await refusalOf(copy)
      }),
      { numRuns: 40 },
    )
  })

  test('random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (content) => {
        await refusalOf(content)
        await refusalOf(new Uint8Array(gzipSync(content)))
      }),
      { numRuns: 300 },
    )
  })

  test('random JSON where a dump has objects', async () => {
    // objects that will not be made into a text are the meanest
    const mean = fc.constantFrom({ toString: 1 }, [{ toString: null }], { id: { toString: '' } }, null, {})
    const json = fc.oneof(fc.jsonValue({ maxDepth: 4 }), mean)
    await fc.assert(
      fc.asyncProperty(json, json, json, fc.constantFrom(...shapes), async (a, b, c, shape) => {
        await refusalOf(bytes(shape(a, b, c)))
      }),
      { numRuns: 600 },
    )
  })
})

type Shape = (a: unknown, b: unknown, c: unknown) => string
const t = 1_697_705_732_093
const shapes: Shape[] = [
  (a, b, c) =>
    JSON.stringify({
      PeerConnections: { '1-1': { stats: { 'a-b': a }, updateLog: [b, { type: 'x', time: t, value: c }] } },
    }),
  (a, b, c) =>
    JSON.stringify({
      getUserMedia: [a, { timestamp: t, audio_track_info: b }],
      PeerConnections: { x: c },
      UserAgent: b,
    }),
  (a, b, c) =>
    JSON.stringify({
      PeerConnections: {
        '1-1': {
          stats: {
            'a-type': { startTime: t, endTime: t, statsType: 'inbound-rtp', values: JSON.stringify([a, b]) },
            'a-x': { startTime: t, endTime: t + 9, values: JSON.stringify([c]) },
          },
        },
      },
    }),
  (a, b, c) =>
    `RTCStatsDump\n{"fileFormat":3}\n${['create', 'g', 61, 3].map((m) => JSON.stringify([m, 'PC', a, b, t])).join('\n')}\n${JSON.stringify(['g', 'PC', { 0: a, 1: { type: 1, t: b, 10: c } }, 5])}`,
  (a, b, c) =>
    `["create","P",${JSON.stringify(a)},${t}]\n["getstats","P",${JSON.stringify({ x: b, y: { type: 'inbound-rtp', kind: 'audio', jitter: c, ssrc: a } })},${t}]\n["onicecandidateerror","P",${JSON.stringify(c)},${t}]`,
  (a, b, c) =>
    JSON.stringify({
      format: 'call-recording/1',
      participants: [
        {
          id: a,
          events: [b, { t, type: 'create', pc: 'x', config: c }],
          peerConnections: [
            { remote: a, samples: [{ t, stats: [c, { id: b, type: 'transport', dtlsState: a }] }] },
          ],
        },
        b,
      ],
    }),
  (a, b, c) =>
    JSON.stringify([
      {
        id: 'a',
        type: 'inbound-rtp',
        timestamp: t,
        kind: 'video',
        mid: a,
        codecId: b,
        qualityLimitationDurations: c,
      },
      a,
      b,
      c,
    ]),
  (a, b, c) =>
    JSON.stringify({
      clientId: 'c',
      timestamp: t,
      callId: a,
      clientEvents: [b, { type: 'PEER_CONNECTION_OPENED', timestamp: t, payload: a }],
      peerConnections: [
        c,
        { peerConnectionId: 'p', inboundRtps: a, outboundRtps: [b], iceCandidatePairs: c },
      ],
    }),
  (a, b, c) =>
    JSON.stringify({
      reports: [a, { timestamp: t, pcid: 'x', inboundRtpStreamStats: b, codecStats: [c], sdpHistory: [a] }],
    }),
  (a, b, c) =>
    JSON.stringify({
      peerConnections: {
        P: [
          a,
          {
            time: new Date(t).toISOString(),
            type: 'getStats',
            value: { x: b, y: { id: 'ssrc_1_send', type: 'ssrc', googCodecName: c } },
          },
        ],
      },
    }),
]
