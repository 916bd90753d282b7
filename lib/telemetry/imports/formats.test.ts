import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readDump } from './read-dump.ts'

const plain = (file: string): string => {
  const content = readFileSync(new URL(`../../../bench/corpus/${file}`, import.meta.url))
  return (content[0] === 0x1f ? gunzipSync(content) : content).toString('utf8')
}
const read = (text: string) => readDump(new TextEncoder().encode(text))
const typesOf = (events: { type: string }[] = []) => [...new Set(events.map(({ type }) => type))]

type Internals = {
  PeerConnections: Record<
    string,
    {
      stats: Record<string, unknown>
      updateLog: { type: string; value: string; timestamp?: number; time?: string }[]
    }
  >
}

/** As Chrome wrote it before 117: no times in the series, older words in the log, no connection state. */
function older(text: string): string {
  const dump = JSON.parse(text) as Internals
  for (const connection of Object.values(dump.PeerConnections)) {
    connection.stats = Object.fromEntries(
      Object.entries(connection.stats).filter(([key]) => !key.endsWith('-timestamp')),
    )
    connection.updateLog = connection.updateLog
      .filter(({ type }) => type !== 'onconnectionstatechange')
      .map(({ type, value, timestamp }) => ({
        type: type === 'oniceconnectionstatechange' ? 'iceConnectionStateChange' : type,
        value:
          type === 'oniceconnectionstatechange'
            ? value.replaceAll('"', '').replace(/^./, (c) => `ICEConnectionState${c.toUpperCase()}`)
            : value,
        time: new Date(timestamp ?? 0).toISOString(),
      }))
  }
  return JSON.stringify(dump)
}

test('webrtc-internals of before Chrome 117 is read, its samples spread evenly', async () => {
  const text = plain('recorded/clean-av.a.internals.gz')
  const [today, then] = [await read(text), await read(older(text))]
  expect(then).toMatchObject({ formatVersion: 'before Chrome 117' })
  expect(then.notes.join()).toMatch(/spread evenly/)
  const [a, b] = [today.participants[0], then.participants[0]]
  expect(Math.abs((a?.reports.length ?? 0) - (b?.reports.length ?? 0))).toBeLessThanOrEqual(1)
  expect(b?.events.filter(({ type }) => type === 'joined')).toHaveLength(1)
  expect(b?.events.find(({ type }) => type === 'ice-state')?.data).toEqual({ state: 'checking' })
  const lastOf = (one: typeof a) => one?.reports.at(-1)?.[3].find(([, type]) => type === 1)?.[3] ?? 0
  expect(Math.abs(lastOf(a) - lastOf(b)) / lastOf(a)).toBeLessThan(0.03)
})

type Recording = {
  participants: {
    id: string
    peerConnections: {
      remote: string
      samples: { t: number; stats: { type: string; id: string; mid?: unknown }[] }[]
    }[]
  }[]
}
const lists: Record<string, string> = {
  codec: 'codecs',
  'inbound-rtp': 'inboundRtps',
  'outbound-rtp': 'outboundRtps',
  'remote-inbound-rtp': 'remoteInboundRtps',
  'media-source': 'mediaSources',
  'media-playout': 'mediaPlayouts',
  transport: 'iceTransports',
  'candidate-pair': 'iceCandidatePairs',
  'local-candidate': 'iceCandidates',
  'remote-candidate': 'iceCandidates',
}

/** The recording as ObserveRTC's client monitors would have sent it. */
function clientSamples(text: string): object[] {
  const { participants } = JSON.parse(text) as Recording
  return participants.flatMap(({ id, peerConnections }) =>
    peerConnections.flatMap(({ remote, samples }) =>
      samples.map(({ t, stats }, i) => {
        const pc: Record<string, unknown[] | string> = { peerConnectionId: remote }
        for (const { type, ...stat } of stats) {
          const list = lists[type]
          if (list) pc[list] = [...((pc[list] as unknown[]) ?? []), stat]
        }
        const opened = [
          {
            type: 'PEER_CONNECTION_OPENED',
            timestamp: t - 100,
            payload: JSON.stringify({ peerConnectionId: remote }),
          },
          {
            type: 'PEER_CONNECTION_STATE_CHANGED',
            timestamp: t - 50,
            payload: JSON.stringify({ peerConnectionId: remote, state: 'connected' }),
          },
        ]
        return {
          timestamp: t,
          callId: 'room',
          clientId: id,
          peerConnections: [pc],
          clientEvents: i === 0 ? opened : [],
          clientMetaItems: [{ type: 'BROWSER', payload: '{"name":"Chrome","version":"156.0"}' }],
        }
      }),
    ),
  )
}

test.each(['one a line', 'a list'])(
  'ObserveRTC ClientSamples, %s, give the reports of the recording',
  async (form) => {
    const text = plain('recorded/clean-audio.json.gz')
    const samples = clientSamples(text)
    const recorded = await read(text)
    const call = await read(
      form === 'a list' ? JSON.stringify(samples) : samples.map((one) => JSON.stringify(one)).join('\n'),
    )
    expect(call).toMatchObject({ format: 'client-sample', formatVersion: '3' })
    expect(call.participants.map(({ id }) => id)).toEqual(['a', 'b'])
    for (const [i, { reports, events, client }] of call.participants.entries()) {
      expect(client).toEqual({ browser: 'Chrome', browserVersion: '156' })
      expect(reports.map(([, t, , tracks]) => [t, tracks])).toEqual(
        recorded.participants[i]?.reports.map(([, t, , tracks]) => [t, tracks]),
      )
      expect(typesOf(events)).toEqual(
        expect.arrayContaining(['connection-created', 'connection-state', 'joined', 'track-meta']),
      )
    }
  },
)

test('a single ClientSample is one document', async () => {
  const [sample] = clientSamples(plain('recorded/clean-audio.json.gz'))
  const call = await read(JSON.stringify(sample, null, 2))
  expect(call.format).toBe('client-sample')
  expect(call.participants[0]?.reports).toHaveLength(1)
})

test('Jitsi’s messages carry the same as its lines', async () => {
  const lines = plain('third-party/jitsi-firefox97-standard-stats-sfu.jsonl')
  const messages = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((data) => JSON.stringify({ statsSessionId: 'one', type: 'stats-entry', data }))
  const [plainly, wrapped] = [await read(lines), await read(messages.join('\n'))]
  expect(wrapped.participants).toEqual(plainly.participants.map((one) => ({ ...one, id: 'one' })))
})

test('a getStats report may be written with its keys, and a file by a Windows editor', async () => {
  const stats: { id: string }[] = JSON.parse(plain('third-party/report-chrome_139_macos_15.json'))
  const [list, entries] = [
    await read(JSON.stringify(stats)),
    await read(
      `\uFEFF${JSON.stringify(
        stats.map((stat) => [stat.id, stat]),
        null,
        2,
      ).replaceAll('\n', '\r\n')}`,
    ),
  ]
  expect(entries).toEqual(list)
})

test('a track that comes in the middle of a webrtc-internals dump stands where it came', async () => {
  const call = await read(plain('recorded/renegotiate-add-video.a.internals.gz'))
  const counts = call.participants[0]?.reports.map(([, , , tracks]) => tracks.length) ?? []
  expect(counts[2]).toBeLessThan(counts.at(-1) ?? 0)
  expect(counts).toEqual(counts.toSorted((a, b) => a - b))
})
