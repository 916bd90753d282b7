import { describe, expect, test } from 'vitest'
import {
  connectionColumns,
  type Row,
  trackColumns,
  trackHeadColumns,
  trackTypes,
} from '#lib/telemetry/columns.ts'
import { checkEvent, checkReport } from '#lib/telemetry/contract.ts'
import { chromiumStats, firefoxStats, safariStats } from './example-stats.ts'
import { createStatsIndex, type RtcStat, readReport, type StatsOfConnection } from './read-stats.ts'

const t = 1_795_331_280_800

function read(stats: RtcStat[], index = createStatsIndex('pk_1')) {
  return readReport([{ connection: 0, stats }], t, index)
}

/** Rows by column name, so that the tests read as the product does. */
function named(row: Row | undefined): Record<string, number | null | undefined> {
  if (!row) throw new Error('no such row')
  const type = trackTypes[row[1] ?? -1]
  if (type === undefined) throw new Error('a row without a type')
  const columns = [...trackHeadColumns, ...trackColumns[type]]
  return Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null]))
}
const trackOf = (rows: Row[], type: (typeof trackTypes)[number]) =>
  named(rows.find((row) => row[1] === trackTypes.indexOf(type)))
const connectionOf = (row: Row | undefined) =>
  Object.fromEntries(connectionColumns.map((column, i) => [column, row?.[i] ?? null]))

describe('a report of Chromium', () => {
  const { report, metas } = read(chromiumStats)
  const [, , connections, tracks] = report

  test('passes the door of the server, with everything said about it', () => {
    expect(checkReport(report)).toEqual(report)
    for (const meta of metas) expect(checkEvent({ seq: 1, ...meta })).toMatchObject({ type: meta.type })
  })

  test('takes the pair that the transport names, not a busier one', () => {
    expect(connectionOf(connections[0])).toMatchObject({
      connection: 0,
      bytesSent: 556_063,
      totalRoundTripTime: 0.1731,
      responsesReceived: 16,
      availableOutgoingBitrate: 701_733,
      availableIncomingBitrate: null,
      selectedCandidatePairChanges: 3,
    })
  })

  test('adds playout and all data channels to the connection', () => {
    expect(connectionOf(connections[0])).toMatchObject({
      playoutSynthesizedSamplesDuration: 0.02,
      playoutTotalPlayoutDelay: 41_916.729,
      dataChannelMessagesSent: 7,
      dataChannelMessagesReceived: 5,
    })
  })

  test('keeps the sign of lost packets and the digits of near-silence', () => {
    expect(trackOf(tracks, 'inbound-audio')).toMatchObject({
      packetsLost: -2,
      jitter: 0.0071,
      jitterBufferDelay: 170_467,
      totalAudioEnergy: 0.000001,
      lastPacketReceivedOffsetMs: -18,
      concealedSamples: null,
    })
  })

  test('joins what the far end says and what the source delivers to a sent stream', () => {
    expect(trackOf(tracks, 'outbound-audio')).toMatchObject({
      active: 1,
      remotePacketsLost: 4,
      remoteJitter: 0.0074,
      remoteTimestampOffsetMs: -3000,
      sourceAudioLevel: 0.1178,
    })
    expect(trackOf(tracks, 'outbound-video')).toMatchObject({
      active: 0,
      remotePacketsLost: 7,
      sourceWidth: 320,
      sourceFrames: 319,
      limitedByCpu: 1.5,
      limitedByBandwidth: 2.25,
    })
  })

  test('ends a row where the browser stops knowing', () => {
    for (const row of [...connections, ...tracks]) expect(row.at(-1)).not.toBeNull()
  })

  test('says path, codec and layer once', () => {
    const data = metas.map((meta) => meta.data)
    expect(data).toContainEqual(
      expect.objectContaining({
        localCandidateType: 'relay',
        relayProtocol: 'tls',
        relayHost: 'turn.example.org',
      }),
    )
    expect(data).toContainEqual(
      expect.objectContaining({
        type: 'inbound-audio',
        mimeType: 'audio/opus',
        inbandFec: true,
        dtx: true,
        stereo: false,
      }),
    )
    expect(data).toContainEqual(
      expect.objectContaining({ type: 'outbound-video', rid: 'q', ssrc: 22, implementation: 'libvpx' }),
    )
    expect(data).toContainEqual(expect.objectContaining({ type: 'inbound-video', source: 'screen' }))
  })

  test('holds no address', () => {
    expect(JSON.stringify([report, metas])).not.toMatch(/198\.51|2001:db8/)
  })
})

describe('a report of Firefox', () => {
  const { report, metas } = read(firefoxStats)

  test('takes the flagged pair', () => {
    expect(connectionOf(report[2][0]).bytesReceived).toBe(3)
  })

  test('finds the source of each sent stream by its media section', () => {
    const widths = report[3].filter((row) => row[1] === 3).map((row) => named(row).sourceWidth)
    expect(widths).toEqual([640, 1920])
  })

  test('finds what the far end says by ssrc', () => {
    expect(trackOf(report[3], 'outbound-video').remotePacketsLost).toBe(6)
  })

  test('hashes what tells a track', () => {
    const received = metas.find((meta) => meta.data?.ssrc === 31)
    expect(received?.data?.trackId).toMatch(/^[0-9a-z]{11}$/)
    expect(JSON.stringify(metas)).not.toContain('near-mic')
  })
})

describe('a report of Safari', () => {
  test('takes the busiest nominated pair that succeeded, and null for what is not a number', () => {
    const { report } = read(safariStats)
    expect(connectionOf(report[2][0]).responsesReceived).toBe(3)
    expect(trackOf(report[3], 'inbound-audio').jitter).toBeNull()
  })
})

describe('from report to report', () => {
  test('tracks keep their numbers and nothing is said twice', () => {
    const index = createStatsIndex('pk_1')
    const first = read(chromiumStats, index)
    const second = read([...chromiumStats].reverse(), index)
    expect(second.metas).toEqual([])
    const numbers = (rows: Row[]) => rows.map((row) => `${row[0]} ${row[1]}`).sort()
    expect(numbers(second.report[3])).toEqual(numbers(first.report[3]))
  })

  test('the same ssrc on another connection is another track', () => {
    const index = createStatsIndex('pk_1')
    const both = [0, 1].map((connection) => ({ connection, stats: safariStats }))
    expect(readReport(both, t, index).report[3].map((row) => row[0])).toEqual([0, 1])
  })

  test('a changed codec is said again, under the same number', () => {
    const index = createStatsIndex('pk_1')
    read(chromiumStats, index)
    const changed = chromiumStats.map((stat) =>
      stat.id === 'CV' ? { ...stat, mimeType: 'video/AV1' } : stat,
    )
    const { metas } = read(changed, index)
    expect(metas.map((meta) => meta.data?.mimeType)).toEqual(['video/AV1', 'video/AV1'])
  })

  test('both ends know a track by the id its media section announces, when the page can look', () => {
    const announced = (stats: RtcStat[], announcedId: StatsOfConnection['announcedId']) =>
      readReport([{ connection: 0, stats, announcedId }], t, createStatsIndex('pk_1')).metas
    const sent = announced(firefoxStats, () => 'far-0')
    const received = announced(chromiumStats, (mid, isInbound) => `${isInbound ? 'far' : 'near'}-${mid}`)
    const idOf = (metas: typeof sent, ssrc: number) =>
      metas.find(({ data }) => data?.ssrc === ssrc)?.data?.trackId
    expect(idOf(received, 11)).toBe(idOf(sent, 41))
    expect(idOf(received, 12)).not.toBe(idOf(sent, 41))
  })

  test('the page may tell a screen from a camera', () => {
    const index = createStatsIndex('pk_1', {
      sourceOf: (id) => (id === 'near-camera' ? 'screen' : undefined),
    })
    expect(read(chromiumStats, index).metas.find((meta) => meta.data?.ssrc === 22)?.data?.source).toBe(
      'screen',
    )
  })
})
